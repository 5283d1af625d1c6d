package io.signalbox.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;

/// A connection over which bytes are sent as they are, for requests that no client would send.
final class RawHttp implements AutoCloseable {
  private final Socket socket;

  RawHttp(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(20_000);
  }

  RawHttp send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
    return this;
  }

  /// The first answer: its head, and as much of its body as the head promises.
  String answer() throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder text = new StringBuilder();
    int head = -1;
    int length = 0;
    for (int next = in.read(); next >= 0; next = in.read()) {
      text.append((char) next);
      if (head < 0 && text.indexOf("\r\n\r\n") >= 0) {
        head = text.length();
        length = length(text.toString());
      }
      if (head >= 0 && text.length() >= head + length) {
        break;
      }
    }
    return text.toString();
  }

  private static int length(String head) {
    for (String line : head.lines().toList()) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        return Integer.parseInt(line.substring("content-length:".length()).strip());
      }
    }
    return 0;
  }

  /// Whether the server ends the connection without another byte.
  boolean ends() throws IOException {
    return socket.getInputStream().read() < 0;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

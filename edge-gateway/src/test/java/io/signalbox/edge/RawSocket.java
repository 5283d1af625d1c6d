package io.signalbox.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/// A WebSocket by hand: clients of libraries hide the status that an oversized frame is closed with
/// behind the reset that follows it.
final class RawSocket implements AutoCloseable {
  private static final int TEXT = 1;
  private static final int CLOSE = 8;
  private static final int PATIENCE_MS = 20_000;
  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;

  private RawSocket(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
    this.out = new DataOutputStream(socket.getOutputStream());
  }

  static RawSocket upgrade(int port, String path) throws IOException {
    RawSocket raw = request(port, path, "http://localhost");
    String head = raw.head();
    if (!head.startsWith("HTTP/1.1 101")) {
      throw new IOException("Expected an upgrade, but got " + head);
    }
    return raw;
  }

  /// A plain request whose answer waits in small buffers until somebody reads it.
  static RawSocket get(int port, String path) throws IOException {
    Socket socket = new Socket();
    socket.setSoTimeout(PATIENCE_MS);
    socket.setReceiveBufferSize(4096);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    RawSocket raw = new RawSocket(socket);
    raw.ask(port, path);
    return raw;
  }

  /// Sends one more plain request.
  void ask(int port, String path) throws IOException {
    out.write(
        "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n".formatted(path, port).getBytes(US_ASCII));
  }

  /// The body of an answer that comes in chunks.
  String chunks() throws IOException {
    StringBuilder body = new StringBuilder();
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      body.append(new String(in.readNBytes(size), UTF_8));
      in.skipNBytes(2);
    }
    in.skipNBytes(2);
    return body.toString();
  }

  private int chunkSize() throws IOException {
    StringBuilder line = new StringBuilder();
    while (line.indexOf("\r\n") < 0) {
      line.append((char) in.readUnsignedByte());
    }
    return Integer.parseInt(line.toString().strip(), 16);
  }

  static RawSocket request(int port, String path, String origin) throws IOException {
    RawSocket raw = new RawSocket(new Socket(InetAddress.getLoopbackAddress(), port));
    raw.socket.setSoTimeout(PATIENCE_MS);
    raw.out.write(
        """
        GET %s HTTP/1.1\r
        Host: 127.0.0.1:%d\r
        Origin: %s\r
        Upgrade: websocket\r
        Connection: Upgrade\r
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
        Sec-WebSocket-Version: 13\r
        \r
        """
            .formatted(path, port, origin)
            .getBytes(US_ASCII));
    return raw;
  }

  /// The head of the answer.
  String head() throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readUnsignedByte());
    }
    return head.toString();
  }

  /// Sends one masked text frame, of 64 KiB or more; the mask is zero. Only the head and the first
  /// bytes are written, as the server ends the connection on the length alone.
  void sendText(String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    out.writeByte(0x81);
    out.writeByte(0x80 | 127);
    out.writeLong(bytes.length);
    out.writeInt(0);
    out.write(bytes, 0, 16);
    out.flush();
  }

  /// Sends one whole masked text frame of at most 125 bytes; the mask is zero.
  void sendShort(String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    out.writeByte(0x81);
    out.writeByte(0x80 | bytes.length);
    out.writeInt(0);
    out.write(bytes);
    out.flush();
  }

  /// The next text frame of less than 64 KiB. Nothing else is answered.
  String text() throws IOException {
    while (true) {
      int opcode = in.readUnsignedByte() & 0x0F;
      int length = in.readUnsignedByte() & 0x7F;
      byte[] bytes = in.readNBytes(length == 126 ? in.readUnsignedShort() : length);
      if (opcode == TEXT) {
        return new String(bytes, UTF_8);
      }
    }
  }

  /// Sends one text in fragments of as many bytes as can be told by 16 bits; the mask is zero.
  void sendFragments(int count, int bytes) throws IOException {
    for (int i = 0; i < count; i++) {
      int opcode = i == 0 ? 0x01 : 0x00;
      out.writeByte(i == count - 1 ? 0x80 | opcode : opcode);
      out.writeByte(0x80 | 126);
      out.writeShort(bytes);
      out.writeInt(0);
      out.write(new byte[bytes]);
    }
    out.flush();
  }

  /// The status of the close frame that the server sends.
  int closeCode() throws IOException {
    while (true) {
      int opcode = in.readUnsignedByte() & 0x0F;
      int length = in.readUnsignedByte() & 0x7F;
      int bytes = length == 126 ? in.readUnsignedShort() : length;
      if (opcode == CLOSE) {
        return in.readUnsignedShort();
      }
      in.skipNBytes(bytes);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

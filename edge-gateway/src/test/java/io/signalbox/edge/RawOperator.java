package io.signalbox.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/// An operator by hand, that reads only when it wants to, and little at once.
final class RawOperator implements AutoCloseable {
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private final Socket socket = new Socket();
  private final DataInputStream in;
  private final DataOutputStream out;

  RawOperator(int port) throws IOException {
    socket.setReceiveBufferSize(32 * 1024);
    socket.setSoTimeout(20_000);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    in = new DataInputStream(socket.getInputStream());
    out = new DataOutputStream(socket.getOutputStream());
    out.write(
        """
        GET /gateway HTTP/1.1\r
        Host: 127.0.0.1:%d\r
        Upgrade: websocket\r
        Connection: Upgrade\r
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
        Sec-WebSocket-Version: 13\r
        \r
        """
            .formatted(port)
            .getBytes(US_ASCII));
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readUnsignedByte());
    }
    if (!head.toString().startsWith("HTTP/1.1 101")) {
      throw new IOException("Expected an upgrade, but got " + head);
    }
  }

  /// Connects, and reads up to `hello-ok`.
  RawOperator connect() throws IOException {
    send(
        "{\"type\":\"req\",\"id\":\"1\",\"method\":\"connect\",\"params\":%s}"
            .formatted(OperatorClient.params("")));
    while (!next().contains("hello-ok")) {}
    return this;
  }

  /// Sends one masked text frame; the mask is zero.
  void send(String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    out.writeByte(0x81);
    if (bytes.length < 126) {
      out.writeByte(0x80 | bytes.length);
    } else if (bytes.length < 65_536) {
      out.writeByte(0x80 | 126);
      out.writeShort(bytes.length);
    } else {
      out.writeByte(0x80 | 127);
      out.writeLong(bytes.length);
    }
    out.writeInt(0);
    out.write(bytes);
    out.flush();
  }

  /// The next frame but pings: its text, or `CLOSE`, the code and the reason.
  String next() throws IOException {
    int opcode = in.readUnsignedByte() & 0x0F;
    int length = in.readUnsignedByte() & 0x7F;
    long bytes =
        switch (length) {
          case 126 -> in.readUnsignedShort();
          case 127 -> in.readLong();
          default -> length;
        };
    byte[] payload = in.readNBytes((int) bytes);
    if (opcode == PING) {
      return next();
    }
    return opcode == CLOSE
        ? "CLOSE %d %s"
            .formatted(
                (payload[0] & 0xFF) << 8 | payload[1] & 0xFF,
                new String(payload, 2, payload.length - 2, UTF_8))
        : new String(payload, UTF_8);
  }

  /// Reads up to the close.
  String closeStatus() throws IOException {
    String frame = next();
    while (!frame.startsWith("CLOSE")) {
      frame = next();
    }
    return frame;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

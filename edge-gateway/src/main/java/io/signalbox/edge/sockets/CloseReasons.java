package io.signalbox.edge.sockets;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.springframework.web.reactive.socket.CloseStatus;

/// Reasons of closes, as long as a close frame can carry.
public final class CloseReasons {
  /// Bytes of UTF-8 that fit beside the code.
  public static final int LONGEST = 123;

  private CloseReasons() {}

  /// A status whose reason is cut to what fits, and never within a character.
  public static CloseStatus status(int code, String reason) {
    return new CloseStatus(code, cut(reason));
  }

  static String cut(String reason) {
    byte[] bytes = reason.getBytes(UTF_8);
    if (bytes.length <= LONGEST) {
      return reason;
    }
    int end = LONGEST;
    while ((bytes[end] & 0xC0) == 0x80) { // not the first byte of a character
      end--;
    }
    return new String(bytes, 0, end, UTF_8);
  }
}

package io.signalbox.kit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Digests of bytes.
public final class Digests {
  private Digests() {}

  /// SHA-256, 32 bytes.
  public static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}

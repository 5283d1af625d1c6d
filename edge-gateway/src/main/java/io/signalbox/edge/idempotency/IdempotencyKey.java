package io.signalbox.edge.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/// The key that a client gives to a request which it may send again.
final class IdempotencyKey {
  static final String HEADER = "Idempotency-Key";
  private static final int LONGEST = 255;

  private IdempotencyKey() {}

  /// @param values of the header, at least one
  /// @throws InvalidKeyException when they are no key
  static String parse(List<String> values) {
    String key = values.getFirst();
    boolean valid =
        values.size() == 1
            && !key.isEmpty()
            && key.length() <= LONGEST
            && key.chars().allMatch(each -> each > ' ' && each < 0x7F);
    if (!valid) {
      throw new InvalidKeyException(key);
    }
    return key;
  }

  /// What a key means is said by tenant, method, path and key together. Each part is preceded by
  /// its length, so no two lists of parts make the same scope.
  static byte[] scope(String tenant, String method, String path, String key) {
    StringBuilder name = new StringBuilder();
    for (String part : List.of(tenant, method, path, key)) {
      name.append(part.length()).append(':').append(part);
    }
    return sha256(name.toString().getBytes(UTF_8));
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Expected a Java runtime to have SHA-256", e);
    }
  }
}

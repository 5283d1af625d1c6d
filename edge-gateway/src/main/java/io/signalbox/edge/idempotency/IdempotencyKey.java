package io.signalbox.edge.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.signalbox.kit.Digests;
import io.signalbox.kit.Names;
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

  /// What a key means is said by tenant, method, path and key together.
  static byte[] scope(String tenant, String method, String path, String key) {
    return Digests.sha256(Names.of(tenant, method, path, key).getBytes(UTF_8));
  }
}

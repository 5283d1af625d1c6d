package io.signalbox.edge.idempotency;

import io.signalbox.kit.Digests;

/// A request, as far as it must be told from others.
final class Wish {
  private final String tenant;
  private final byte[] scope;
  private final byte[] bodyHash;

  /// @param path as the client sent it
  Wish(String tenant, String method, String path, String key, byte[] body) {
    this.tenant = tenant;
    this.scope = IdempotencyKey.scope(tenant, method, path, key);
    this.bodyHash = Digests.sha256(body);
  }

  String tenant() {
    return tenant;
  }

  byte[] scope() {
    return scope;
  }

  byte[] bodyHash() {
    return bodyHash;
  }
}

package io.signalbox.edge.limits;

/// A tenant has as many streams or sockets open here as it may have.
public final class TenantLimitException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int limit;

  TenantLimitException(TenantSlots.Kind kind, int limit) {
    super(
        "Expected at most %d open %s of one tenant, but this would be one more"
            .formatted(limit, kind.wireName()));
    this.limit = limit;
  }

  /// The most that may be open.
  public int limit() {
    return limit;
  }
}

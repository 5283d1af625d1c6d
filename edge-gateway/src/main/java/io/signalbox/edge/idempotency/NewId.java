package io.signalbox.edge.idempotency;

import io.signalbox.kit.Ids;
import java.util.UUID;
import org.springframework.web.server.ServerWebExchange;

/// The id of what a request creates. All tries of one request get the same, so that they mean the
/// same aggregate, whichever of them it was that came through.
public final class NewId {
  static final String ATTRIBUTE = "signalbox.idempotency.token";

  private NewId() {}

  /// A UUIDv7.
  public static UUID of(ServerWebExchange exchange) {
    UUID token = exchange.getAttribute(ATTRIBUTE);
    return token == null ? Ids.next() : token;
  }
}

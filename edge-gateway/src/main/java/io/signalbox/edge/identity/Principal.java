package io.signalbox.edge.identity;

import io.signalbox.schemas.Actor;
import org.springframework.web.server.ServerWebExchange;

/// Who makes a request.
///
/// @param tenant whose data it may see
/// @param kind `user`, `device` or `service`
/// @param subject its id within the kind
public record Principal(String tenant, String kind, String subject) {
  /// The request attribute that carries the principal.
  public static final String ATTRIBUTE = "signalbox.principal";

  /// The principal of a request that has passed the filter.
  ///
  /// @throws UnauthenticatedException when there is none
  public static Principal of(ServerWebExchange exchange) {
    Principal found = exchange.getAttribute(ATTRIBUTE);
    if (found == null) {
      throw new UnauthenticatedException("Expected a request with a principal, but it has none");
    }
    return found;
  }

  /// As an actor of the log.
  public Actor actor() {
    return Actor.newBuilder().setKind(kind).setSubject(subject).build();
  }
}

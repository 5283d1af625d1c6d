package io.signalbox.edge.identity;

import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// Gives each request its principal, or refuses it; also before a WebSocket upgrade. Health and
/// metrics need none.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
final class PrincipalFilter implements WebFilter {
  private static final Logger LOGGER = LoggerFactory.getLogger(PrincipalFilter.class);

  /// Where operators connect; who they are, they prove on the socket.
  private static final Set<String> OPERATORS = Set.of("/", "/gateway");

  private static final Principal LOCAL = new Principal("default", "user", "loopback");

  private static final Set<String> PROBES = Set.of("/health", "/healthz", "/readyz");

  private final boolean loopbackWithoutCredentials;

  PrincipalFilter(IdentitySettings settings) {
    this.loopbackWithoutCredentials = settings.loopbackWithoutCredentials();
    if (loopbackWithoutCredentials) {
      LOGGER
          .atWarn()
          .addKeyValue("setting", "signalbox.edge.loopback-without-credentials")
          .log("callers on this machine are let in without credentials");
    }
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    if (loopbackWithoutCredentials && Loopback.isSource(exchange.getRequest())) {
      exchange.getAttributes().put(Principal.ATTRIBUTE, LOCAL);
      return chain.filter(exchange);
    }
    String path = exchange.getRequest().getPath().value();
    if (isOpen(path) || OPERATORS.contains(path)) {
      return chain.filter(exchange);
    }
    return Mono.error(
        new UnauthenticatedException("Expected credentials, but the request carries none"));
  }

  private static boolean isOpen(String path) {
    return PROBES.contains(path) || path.equals("/actuator") || path.startsWith("/actuator/");
  }
}

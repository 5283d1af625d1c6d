package io.signalbox.edge.limits;

import io.micrometer.core.instrument.MeterRegistry;
import io.signalbox.edge.draining.Draining;
import io.signalbox.edge.draining.OpenWrites;
import io.signalbox.edge.health.HealthState;
import java.time.Duration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// Takes a request or refuses it, and sees to it that it is answered in time. Probes are always
/// answered.
///
/// While the instance stops, streams and sockets are refused at once and everything else after the
/// grace; whatever is still answered tells the client to use another connection next time.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 50) // before anybody is asked who it is
final class AdmissionFilter implements WebFilter {
  private final LimitSettings settings;
  private final Draining draining;
  private final OpenWrites writes;
  private final HealthState health;
  private final MeterRegistry meters;

  AdmissionFilter(
      LimitSettings settings,
      Draining draining,
      OpenWrites writes,
      HealthState health,
      MeterRegistry meters) {
    this.settings = settings;
    this.draining = draining;
    this.writes = writes;
    this.health = health;
    this.meters = meters;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    ServerHttpRequest request = exchange.getRequest();
    ServerHttpResponse response = exchange.getResponse();
    if (draining.isStopping()) {
      response.getHeaders().set(HttpHeaders.CONNECTION, "close");
    }
    if (Requests.isProbe(request.getPath().value())) {
      return chain.filter(exchange);
    }
    boolean lasting = Requests.isSocket(request) || Requests.isStream(request);
    if (draining.isStopping() && (lasting || writes.isClosed())) {
      count("stopping");
      return Mono.error(draining.refusal());
    }
    Mono<Void> answered = inTime(chain.filter(limited(exchange)), response);
    return watched(Requests.isWrite(request) ? writes.during(answered) : answered, response);
  }

  private ServerWebExchange limited(ServerWebExchange exchange) {
    long most = settings.body().toBytes();
    if (exchange.getRequest().getHeaders().getContentLength() > most) {
      count("body");
      throw new BodyTooLargeException(most);
    }
    return Requests.isWrite(exchange.getRequest())
        ? exchange
            .mutate()
            .request(new LimitedBody(exchange.getRequest(), settings, this::count))
            .build()
        : exchange;
  }

  /// A request that got the first byte of its answer may take as long as it likes.
  private Mono<Void> inTime(Mono<Void> answered, ServerHttpResponse response) {
    Duration limit = settings.answer();
    Mono<Long> late =
        Mono.delay(limit).flatMap(tick -> response.isCommitted() ? Mono.never() : Mono.just(tick));
    return answered.timeout(
        late,
        Mono.error(() -> {
          count("answer");
          return new NoAnswerException(limit);
        }));
  }

  /// An answer that something is away is a reason to look at what.
  private Mono<Void> watched(Mono<Void> answered, ServerHttpResponse response) {
    return answered
        .doOnError(NoAnswerException.class, _ -> health.suspect())
        .doFinally(_ -> {
          if (HttpStatus.SERVICE_UNAVAILABLE.equals(response.getStatusCode())) {
            health.suspect();
          }
        });
  }

  private void count(String limit) {
    meters.counter("signalbox.edge.refused", "limit", limit).increment();
  }
}

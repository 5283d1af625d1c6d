package io.signalbox.edge.idempotency;

import io.micrometer.core.instrument.MeterRegistry;
import io.signalbox.edge.identity.Principal;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Executes a POST with an `Idempotency-Key` once, and gives every later try the answer of the
/// first.
///
/// ```
/// new, given back, abandoned -> executed; a final answer is kept, after any other the key is given back
/// answered                   -> the kept answer
/// under way                  -> waits for a while, then 409
/// another body               -> 409
/// ```
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 200) // after the principal is known
final class IdempotencyFilter implements WebFilter {
  private static final Logger LOGGER = LoggerFactory.getLogger(IdempotencyFilter.class);
  private static final String REPLAYED = "Idempotency-Replayed";
  private static final byte[] EMPTY = {};
  private static final Duration FIRST_LOOK = Duration.ofMillis(20);
  private static final int DOUBLINGS = 4;

  private final IdempotencyStore store;
  private final List<WebExceptionHandler> failures;
  private final IdempotencySettings settings;
  private final MeterRegistry meters;

  IdempotencyFilter(
      IdempotencyStore store,
      List<WebExceptionHandler> failures,
      IdempotencySettings settings,
      MeterRegistry meters) {
    this.store = store;
    this.failures = List.copyOf(failures);
    this.settings = settings;
    this.meters = meters;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    ServerHttpRequest request = exchange.getRequest();
    Principal principal = exchange.getAttribute(Principal.ATTRIBUTE);
    List<String> keys = request.getHeaders().getOrEmpty(IdempotencyKey.HEADER);
    if (principal == null || keys.isEmpty() || !HttpMethod.POST.equals(request.getMethod())) {
      return chain.filter(exchange);
    }
    String key = IdempotencyKey.parse(keys);
    String path = request.getPath().value();
    return DataBufferUtils.join(request.getBody())
        .map(Buffers::bytes)
        .defaultIfEmpty(EMPTY)
        .flatMap(body ->
            claim(new Wish(principal.tenant(), HttpMethod.POST.name(), path, key, body))
                .flatMap(claim -> answer(claim, withBody(exchange, body), chain)));
  }

  private Mono<Claim> claim(Wish wish) {
    return Mono.defer(() -> {
      long deadline = System.nanoTime() + settings.patience().toNanos();
      return store
          .claim(wish)
          .filter(claim -> !(claim instanceof Claim.Busy))
          .repeatWhenEmpty(tries ->
              tries
                  .takeWhile(_ -> System.nanoTime() < deadline)
                  .concatMap(each -> Mono.delay(pause(each))))
          .defaultIfEmpty(new Claim.Busy());
    });
  }

  private static Duration pause(long tries) {
    return FIRST_LOOK.multipliedBy(1L << Math.min(tries, DOUBLINGS));
  }

  private Mono<Void> answer(Claim claim, ServerWebExchange exchange, WebFilterChain chain) {
    return switch (claim) {
      case Claim.Mine mine -> {
        count("executed");
        yield execute(mine, exchange, chain);
      }
      case Claim.Answered answered -> {
        count("replayed");
        yield replay(answered.answer(), exchange.getResponse());
      }
      case Claim.Busy _ -> {
        count("in_progress");
        yield Mono.error(new KeyInUseException());
      }
      case Claim.Reused _ -> {
        count("mismatch");
        yield Mono.error(new KeyReusedException());
      }
    };
  }

  /// Failures become answers in here, so that these can be kept, too. A client that hangs up gives
  /// its key back.
  private Mono<Void> execute(Claim.Mine mine, ServerWebExchange exchange, WebFilterChain chain) {
    exchange.getAttributes().put(NewId.ATTRIBUTE, mine.token());
    ServerWebExchange recorded =
        exchange
            .mutate()
            .response(new RecordedResponse(exchange.getResponse(), answer -> putAway(mine, answer)))
            .build();
    Mono<Void> execution = chain.filter(recorded);
    for (WebExceptionHandler handler : failures) {
      execution = execution.onErrorResume(failure -> handler.handle(recorded, failure));
    }
    Mono<Void> answered = execution;
    return Mono.usingWhen(
        Mono.just(mine),
        _ -> answered,
        _ -> Mono.empty(),
        (_, _) -> tolerant(store.release(mine)),
        _ -> tolerant(store.release(mine)));
  }

  private Mono<Void> putAway(Claim.Mine mine, StoredAnswer answer) {
    return tolerant(answer.isFinal() ? store.keep(mine, answer) : store.release(mine));
  }

  /// What was done is done: whether it can be kept or not, the client gets its answer. Another try
  /// is executed again, on the same aggregate.
  private static Mono<Void> tolerant(Mono<Void> step) {
    return step.onErrorResume(failure -> {
      LOGGER.atWarn().setCause(failure).log("what became of an idempotency key is not kept");
      return Mono.empty();
    });
  }

  private static Mono<Void> replay(StoredAnswer answer, ServerHttpResponse response) {
    response.setStatusCode(HttpStatusCode.valueOf(answer.status()));
    answer.addHeadersTo(response.getHeaders());
    response.getHeaders().set(REPLAYED, "true");
    return response.writeWith(
        Mono.fromSupplier(() -> response.bufferFactory().wrap(answer.body())));
  }

  private static ServerWebExchange withBody(ServerWebExchange exchange, byte[] body) {
    ServerHttpRequest request =
        new ServerHttpRequestDecorator(exchange.getRequest()) {
          @Override
          public Flux<DataBuffer> getBody() {
            return body.length == 0
                ? Flux.empty()
                : Flux.just(exchange.getResponse().bufferFactory().wrap(body));
          }
        };
    return exchange.mutate().request(request).build();
  }

  private void count(String outcome) {
    meters.counter("signalbox.edge.idempotency", "outcome", outcome).increment();
  }
}

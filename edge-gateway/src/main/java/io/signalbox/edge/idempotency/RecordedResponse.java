package io.signalbox.edge.idempotency;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// A response whose answer is put away before the client gets its first byte.
final class RecordedResponse extends ServerHttpResponseDecorator {
  private static final byte[] EMPTY = {};

  private final Function<StoredAnswer, Mono<Void>> recorder;
  private final AtomicBoolean recorded = new AtomicBoolean();

  RecordedResponse(ServerHttpResponse response, Function<StoredAnswer, Mono<Void>> recorder) {
    super(response);
    this.recorder = recorder;
  }

  @Override
  public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
    return DataBufferUtils.join(Flux.from(body))
        .map(Buffers::bytes)
        .defaultIfEmpty(EMPTY)
        .flatMap(bytes ->
            record(bytes)
                .then(
                    Mono.defer(
                        () -> getDelegate().writeWith(Mono.just(bufferFactory().wrap(bytes))))));
  }

  @Override
  public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
    return writeWith(Flux.from(body).concatMap(Flux::from));
  }

  @Override
  public Mono<Void> setComplete() {
    return record(EMPTY).then(Mono.defer(() -> getDelegate().setComplete()));
  }

  private Mono<Void> record(byte[] body) {
    if (!recorded.compareAndSet(false, true)) {
      return Mono.empty();
    }
    HttpStatusCode status = getStatusCode();
    return recorder.apply(
        StoredAnswer.of((status == null ? HttpStatus.OK : status).value(), getHeaders(), body));
  }
}

package io.signalbox.edge.limits;

import java.time.Duration;
import java.util.function.Consumer;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// A request whose body fails once it is larger than allowed or takes too long, whoever reads it.
final class LimitedBody extends ServerHttpRequestDecorator {
  private final long most;
  private final Duration longest;
  private final Consumer<String> refused;

  /// @param refused told which limit a body is over
  LimitedBody(ServerHttpRequest request, LimitSettings settings, Consumer<String> refused) {
    super(request);
    this.refused = refused;
    this.most = settings.body().toBytes();
    this.longest = settings.read();
  }

  @Override
  public Flux<DataBuffer> getBody() {
    return Flux.defer(() -> {
      long[] read = {0};
      Mono<Long> late = Mono.delay(longest).flatMap(_ -> Mono.error(tooSlow()));
      return super.getBody()
          .takeUntilOther(late)
          .doOnNext(part -> {
            read[0] += part.readableByteCount();
            if (read[0] > most) {
              DataBufferUtils.release(part);
              refused.accept("body");
              throw new BodyTooLargeException(most);
            }
          });
    });
  }

  private SlowRequestException tooSlow() {
    refused.accept("read");
    return new SlowRequestException(longest);
  }
}

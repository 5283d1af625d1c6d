package io.signalbox.edge.claw.method;

import java.time.Duration;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/// One timer for all who have to look again after a moment. Who is busy misses beats.
@Component
final class Pulse implements DisposableBean {
  private static final int BEATS_PER_CHAT_INTERVAL = 3;

  private final Sinks.Many<Long> beats = Sinks.many().multicast().directBestEffort();
  private final Disposable timer;

  Pulse(MethodSettings settings) {
    Duration pause = settings.chatInterval().dividedBy(BEATS_PER_CHAT_INTERVAL);
    timer = Flux.interval(pause).onBackpressureDrop().subscribe(beats::tryEmitNext);
  }

  Flux<Long> beats() {
    return beats.asFlux();
  }

  @Override
  public void destroy() {
    timer.dispose();
  }
}

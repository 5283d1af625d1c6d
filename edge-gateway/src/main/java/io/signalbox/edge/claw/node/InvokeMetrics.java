package io.signalbox.edge.claw.node;

import io.micrometer.core.instrument.MeterRegistry;
import io.signalbox.edge.devices.Outcome;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// How long invocations take, by what came of them: `signalbox.edge.invocations{outcome}`.
@Component
final class InvokeMetrics {
  private static final String NAME = "signalbox.edge.invocations";

  private final MeterRegistry meters;

  InvokeMetrics(MeterRegistry meters) {
    this.meters = meters;
  }

  Mono<Outcome> timed(Mono<Outcome> invocation) {
    return Mono.defer(() -> {
      long start = System.nanoTime();
      return invocation
          .doOnNext(outcome -> record(start, name(outcome)))
          .doOnError(_ -> record(start, "refused"));
    });
  }

  private void record(long start, String outcome) {
    meters.timer(NAME, "outcome", outcome).record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
  }

  /// Such as `completed` or `not_connected`.
  private static String name(Outcome outcome) {
    return outcome
        .getClass()
        .getSimpleName()
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }
}

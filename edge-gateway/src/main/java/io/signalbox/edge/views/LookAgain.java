package io.signalbox.edge.views;

import java.time.Duration;
import reactor.core.publisher.Mono;

/// Looks at a view until it shows what the log has: soon at first, then less often.
public final class LookAgain {
  private static final Duration FIRST = Duration.ofMillis(5);
  private static final Duration LATER = Duration.ofMillis(250);
  private static final int DOUBLINGS = 10;

  private LookAgain() {}

  /// @param look empty = not yet
  public static <T> Mono<T> until(Mono<T> look) {
    return look.repeatWhenEmpty(tries -> tries.index().concatMap(each -> pause(each.getT1())));
  }

  private static Mono<Long> pause(long tries) {
    long millis = FIRST.toMillis() << Math.min(tries, DOUBLINGS);
    return Mono.delay(Duration.ofMillis(Math.min(millis, LATER.toMillis())));
  }
}

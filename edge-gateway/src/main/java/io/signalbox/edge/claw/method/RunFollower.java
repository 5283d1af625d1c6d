package io.signalbox.edge.claw.method;

import io.signalbox.edge.identity.Principal;
import io.signalbox.edge.views.RunReads;
import io.signalbox.edge.watch.Cursor;
import io.signalbox.edge.watch.NoSuchRunException;
import io.signalbox.edge.watch.RunEventFrame;
import io.signalbox.edge.watch.RunWatcher;
import java.time.Duration;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/// Follows runs that were started here.
@Component
final class RunFollower {
  private static final int LOOKS = 150;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  private final RunWatcher watcher;
  private final RunReads runs;

  RunFollower(RunWatcher watcher, RunReads runs) {
    this.watcher = watcher;
    this.runs = runs;
  }

  /// The events of a run that is known to be there, though the read side may not show it yet.
  Flux<RunEventFrame> events(Principal principal, UUID runId, long after) {
    return watcher
        .watch(principal.tenant(), runId.toString(), new Cursor.After(after))
        .retryWhen(
            Retry.fixedDelay(LOOKS, LOOK_AGAIN)
                .filter(NoSuchRunException.class::isInstance)
                .onRetryExhaustedThrow((_, signal) -> signal.failure()))
        .flatMapMany(frames -> frames);
  }

  /// What comes of a run; does not wait if it is over.
  Mono<RunEnd> end(Principal principal, UUID runId) {
    return runs.run(principal.tenant(), runId)
        .flatMap(run ->
            run.isOver()
                ? Mono.just(RunEnd.of(run))
                : terminal(principal, runId, run.lastSeq()))
        .switchIfEmpty(Mono.defer(() -> terminal(principal, runId, 0)));
  }

  private Mono<RunEnd> terminal(Principal principal, UUID runId, long after) {
    return events(principal, runId, after)
        .filter(RunEventFrame::isTerminal)
        .next()
        .map(RunEnd::of);
  }
}

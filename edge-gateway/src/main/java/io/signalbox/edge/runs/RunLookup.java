package io.signalbox.edge.runs;

import io.signalbox.edge.identity.Principal;
import io.signalbox.edge.views.LookAgain;
import io.signalbox.edge.views.RunReads;
import io.signalbox.edge.watch.RunDeletedException;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Finds the run that a request names.
@Component
public final class RunLookup {
  private static final Duration BEHIND = Duration.ofSeconds(1);

  private final RunReads runs;

  RunLookup(RunReads runs) {
    this.runs = runs;
  }

  /// The run as a caller may have seen it already: views follow the log at some distance, watchers
  /// do not. A run that has ended, or does not come to be so within a second, is as it is.
  ///
  /// @param expected what the caller goes by
  public Mono<RunReads.Run> existing(
      Principal principal, UUID runId, Predicate<RunReads.Run> expected) {
    Mono<RunReads.Run> now = existing(principal, runId);
    return LookAgain.until(now.filter(run -> expected.test(run) || run.isOver()))
        .timeout(BEHIND, now);
  }

  /// @return fails with [UnknownIdException] when the tenant has no such run, and with
  ///   [RunDeletedException] when it had one
  public Mono<RunReads.Run> existing(Principal principal, UUID runId) {
    return runs.run(principal.tenant(), runId)
        .switchIfEmpty(
            Mono.defer(() -> runs.isDeleted(principal.tenant(), runId))
                .flatMap(deleted ->
                    Mono.error(
                        deleted
                            ? new RunDeletedException(runId.toString())
                            : new UnknownIdException("a run", runId))));
  }
}

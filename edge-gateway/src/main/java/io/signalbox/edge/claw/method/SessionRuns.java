package io.signalbox.edge.claw.method;

import io.signalbox.edge.commands.Written;
import io.signalbox.edge.identity.Principal;
import io.signalbox.edge.runs.RunActions;
import io.signalbox.edge.views.Keyset;
import io.signalbox.edge.views.RunReads;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The runs of a session, taken together.
@Component
final class SessionRuns {
  /// One is active, a hundred may wait.
  private static final int MOST_AT_ONCE = 101;

  private final RunReads runs;
  private final RunActions actions;

  SessionRuns(RunReads runs, RunActions actions) {
    this.runs = runs;
    this.actions = actions;
  }

  /// Cancels what is under way or waits; the newest first, so that none takes the place of another.
  ///
  /// @return the runs that were canceled
  Mono<List<UUID>> abort(Principal principal, UUID sessionId, String reason) {
    return newest(principal, sessionId)
        .filter(run -> !run.isOver())
        .concatMap(run -> cancel(principal, run.runId(), reason))
        .collectList();
  }

  /// Cancels one run.
  ///
  /// @return empty when it was over already
  Mono<UUID> cancel(Principal principal, UUID runId, String reason) {
    return actions
        .cancel(principal, runId, reason)
        .flatMap(written ->
            switch (written) {
              case Written.Done<RunReads.Run> done ->
                  done.changed() ? Mono.just(runId) : Mono.empty();
              case Written.Pending<RunReads.Run> _ -> Mono.just(runId);
              case Written.Refused<RunReads.Run> refused -> Mono.error(Failures.refusal(refused));
            });
  }

  /// Deletes the newest runs with all that was said in them.
  ///
  /// @return how many
  Mono<Long> delete(Principal principal, UUID sessionId) {
    return newest(principal, sessionId)
        .concatMap(run -> actions.delete(principal, run.runId()))
        .flatMap(written ->
            written instanceof Written.Refused<Boolean> refused
                ? Mono.error(Failures.refusal(refused))
                : Mono.just(written))
        .count();
  }

  private Flux<RunReads.Run> newest(Principal principal, UUID sessionId) {
    return runs.runs(
            principal.tenant(),
            new RunReads.Filter(null, null, sessionId, null),
            new Keyset(null, MOST_AT_ONCE))
        .collectList() // so that no connection is held meanwhile
        .flatMapIterable(list -> list);
  }
}

package io.signalbox.edge.runs;

import io.signalbox.edge.identity.Principal;
import io.signalbox.edge.views.RunReads;
import io.signalbox.edge.watch.RunDeletedException;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Finds the run that a request names.
@Component
public final class RunLookup {
  private final RunReads runs;

  RunLookup(RunReads runs) {
    this.runs = runs;
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

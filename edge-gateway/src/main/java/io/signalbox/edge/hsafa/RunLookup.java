package io.signalbox.edge.hsafa;

import io.signalbox.edge.identity.Principal;
import io.signalbox.edge.views.RunReads;
import io.signalbox.edge.watch.RunDeletedException;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Finds the run that a request names.
@Component
final class RunLookup {
  private final RunReads runs;

  RunLookup(RunReads runs) {
    this.runs = runs;
  }

  /// @return fails with a 404 when the tenant has no such run, and with a 410 when it had one
  Mono<RunReads.Run> existing(Principal principal, UUID runId) {
    return runs.run(principal.tenant(), runId)
        .switchIfEmpty(
            Mono.defer(() -> runs.isDeleted(principal.tenant(), runId))
                .flatMap(deleted ->
                    Mono.error(
                        deleted
                            ? new RunDeletedException(runId.toString())
                            : PathIds.none("a run", runId))));
  }
}

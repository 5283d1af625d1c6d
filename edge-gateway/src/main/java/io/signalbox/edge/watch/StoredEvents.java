package io.signalbox.edge.watch;

import io.signalbox.edge.watch.RunHistory.Head;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The events of a run that the read side has now, without a hole: where events vanish while they
/// are read, the list fails.
///
/// @param pageSize how many are read at once
/// @param head where the run stood before the first page
record StoredEvents(RunHistory history, int pageSize, String tenant, String runId, Head head) {

  Flux<RunEventFrame> after(long after) {
    return Flux.defer(
            () -> {
              head.checkKept(after);
              return page(after);
            })
        .expand(page -> isLast(page) ? Mono.empty() : page(page.getLast().seq()))
        .flatMapIterable(page -> page, 1);
  }

  private boolean isLast(List<RunEventFrame> page) {
    return page.size() < pageSize;
  }

  private Mono<List<RunEventFrame>> page(long after) {
    return history
        .page(tenant, runId, after, pageSize)
        .flatMap(page -> {
          long reached = reached(after, page);
          return isLast(page) && reached < head.stored() ? vanished(reached) : Mono.just(page);
        });
  }

  private static long reached(long after, List<RunEventFrame> page) {
    long reached = after;
    for (RunEventFrame frame : page) {
      if (frame.seq() != reached + 1) {
        throw WatchEndedException.trimmed(reached, frame.seq());
      }
      reached = frame.seq();
    }
    return reached;
  }

  private Mono<List<RunEventFrame>> vanished(long reached) {
    return history
        .head(tenant, runId)
        .switchIfEmpty(Mono.error(() -> new RunDeletedException(runId)))
        .flatMap(now -> Mono.error(WatchEndedException.trimmed(reached, now.oldest())));
  }
}

package io.signalbox.edge.watch;

import java.util.List;
import reactor.core.publisher.Mono;

/// What the read side has of the runs: behind the log by a little, and never with holes.
public interface RunHistory {

  /// Up to which offset of a partition of the log [#page] is complete; 0 when nothing is known.
  /// Whatever a later call of [#page] or [#head] shows is at least as new.
  Mono<Long> nextOffset(int partition);

  /// Events of a run with a seq above `after`, in order, at most `limit`.
  Mono<List<RunEventFrame>> page(String tenant, String runId, long after, int limit);

  /// Where a run stands; empty when the tenant has no such run.
  Mono<Head> head(String tenant, String runId);

  /// Where a run stands, as far as the read side knows.
  ///
  /// @param lastSeq seq of its last event
  /// @param stored seq of the last event that is kept; 0 when none is
  /// @param finished whether no event can follow
  record Head(long lastSeq, long stored, boolean finished) {}
}

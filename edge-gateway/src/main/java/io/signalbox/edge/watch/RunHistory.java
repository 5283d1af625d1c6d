package io.signalbox.edge.watch;

import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Mono;

/// What the read side has of the runs: behind the log by a little, and never with holes.
public interface RunHistory {

  /// Up to which offset of a partition of the log [#page] is complete; 0 when nothing is known.
  /// Whatever a later call of [#page] or [#head] shows is at least as new.
  Mono<Long> nextOffset(int partition);

  /// Events of a run with a seq above `after`, in order, at most `limit`.
  Mono<List<RunEventFrame>> page(String tenant, String runId, long after, int limit);

  /// Where a run stands; empty when the tenant has no such run, or has it no more.
  Mono<Head> head(String tenant, String runId);

  /// That a run is removed; empty when it is not.
  Mono<Deleted> deleted(String tenant, String runId);

  /// Where a run stands, as far as the read side knows.
  ///
  /// @param lastSeq seq of its last event
  /// @param stored seq of the last event that is kept; 0 when none is
  /// @param oldest seq of the oldest event that is kept; 1 when all are
  /// @param finished whether no event can follow
  record Head(long lastSeq, long stored, long oldest, boolean finished) {

    /// Passes only if the event after a cursor is kept, or is still to come.
    ///
    /// @throws WatchEndedException when it is not
    void checkKept(long after) {
      if (after < oldest - 1) {
        throw WatchEndedException.trimmed(after, oldest);
      }
    }
  }

  /// What is left of a run that is removed.
  ///
  /// @param seq of the event that removed it
  record Deleted(long seq, Instant at) {}
}

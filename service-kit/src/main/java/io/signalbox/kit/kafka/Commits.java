package io.signalbox.kit.kafka;

import org.apache.kafka.streams.processor.api.ProcessorContext;

/// When a stream commits: at once what has just come, together what has waited in line.
///
/// A commit costs some milliseconds, however much it holds. Where records come one by one, each of
/// them has its own, so nobody waits; where they come faster than that, those behind have aged when
/// their turn comes, and are committed together after `signalbox.streams.commit-interval`. Streams
/// by itself would commit as few records at a time under load as without (Kafka 4.2.1: after a pass
/// that ended with a commit, the next pass takes one record of each task).
public final class Commits {
  /// How old a record may be to count as having just come.
  private static final long FRESH_MS = 5;

  private Commits() {}

  /// Asks for a commit where the record has just come.
  ///
  /// @param timestamp when the record was written, milliseconds since 1970
  public static void request(ProcessorContext<?, ?> context, long timestamp) {
    if (context.currentSystemTimeMs() - timestamp <= FRESH_MS) {
      context.commit();
    }
  }
}

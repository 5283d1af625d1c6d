package io.signalbox.kit.kafka;

import org.apache.kafka.streams.processor.api.ProcessorContext;

/// When a stream commits: once nothing that it has read is left to do.
///
/// A commit costs some milliseconds, however much it holds. Where records come one by one, each of
/// them has its own, so nobody waits; those that come while one is under way are read together, and
/// committed together. What takes longer than `signalbox.streams.commit-interval` is committed in
/// between. Streams by itself would either let every record wait for that interval, or commit as
/// few records at a time under load as without (Kafka 4.2.1: after a pass that ended with a commit,
/// the next pass takes one record of each task).
public final class Commits {
  private Commits() {}

  /// To be called by every processor after each record from a source: asks for a commit if it was
  /// the last one that waited.
  public static void request(ProcessorContext<?, ?> context) {
    boolean last =
        context
            .recordMetadata()
            .map(record -> Backlog.handled(record.topic(), record.partition(), record.offset()))
            .orElse(true);
    if (last) {
      context.commit();
    }
  }
}

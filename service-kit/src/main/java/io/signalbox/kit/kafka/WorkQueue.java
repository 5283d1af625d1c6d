package io.signalbox.kit.kafka;

import io.signalbox.schemas.topic.Topic;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/// A topic whose records are work, each for one worker of all instances.
///
/// @param group the share group that the workers of all instances are in
/// @param name what the workers are called, in threads and logs
/// @param setting the name of the setting that `lock` comes from
/// @param workers how many this instance has
/// @param lock how long work stays with a worker that died, before another takes it over
public record WorkQueue<V extends SpecificRecord>(
    Topic<V> topic, String group, String name, String setting, int workers, Duration lock) {

  /// What becomes of work that came to an end.
  public enum Verdict {
    /// It is off the queue.
    DONE,
    /// Another worker is to do it, or this one once more.
    GIVE_BACK
  }

  /// Does the work.
  @FunctionalInterface
  public interface Handler<V> {

    /// Begins. The future is canceled when somebody else may have the work; one that fails means
    /// the same as [Verdict#GIVE_BACK].
    ///
    /// @param delivery how often the work was handed to a worker, this time included
    CompletableFuture<@Nullable Verdict> handle(V work, int delivery);
  }
}

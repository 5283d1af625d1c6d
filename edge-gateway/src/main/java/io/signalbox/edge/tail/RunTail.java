package io.signalbox.edge.tail;

import io.signalbox.edge.tail.KafkaTail.Feed;
import io.signalbox.edge.tail.KafkaTail.Place;
import io.signalbox.edge.watch.LiveRuns;
import io.signalbox.edge.watch.RunEventFrame;
import io.signalbox.kit.json.WireJson;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.run.RunEvent;
import io.signalbox.schemas.topic.Topics;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.generic.IndexedRecord;
import org.springframework.stereotype.Component;

/// Run events from the tail.
@Component
final class RunTail implements LiveRuns {
  private static final Feed<RunEvent, RunEventFrame> FEED =
      new Feed<>(Topics.RUN_EVENTS, RunTail::frame);

  private final KafkaTail tail;
  private final PartitionCounts counts;

  RunTail(KafkaTail tail, PartitionCounts counts) {
    this.tail = tail;
    this.counts = counts;
  }

  @Override
  public int partition(String runId) {
    return counts.partition(FEED.topic(), runId);
  }

  @Override
  public CompletableFuture<Attachment> attach(String runId, long from, Listener listener) {
    return tail.attach(FEED, new Place(partition(runId), runId), from, new Adapter(listener))
        .thenApply(seat -> new Attachment(seat.barrier(), seat.leave()));
  }

  static RunEventFrame frame(RunEvent event) {
    Envelope envelope = event.getEnvelope();
    IndexedRecord payload =
        (IndexedRecord) event.getPayload(); // generic, where it is newer than we are
    return new RunEventFrame(
        envelope.getAggregateId(),
        envelope.getSeq(),
        WireJson.eventType(payload),
        envelope.getOccurredAt(),
        WireJson.text(payload));
  }

  private record Adapter(Listener listener) implements TailListener<RunEventFrame> {
    @Override
    public void next(long offset, RunEventFrame frame) {
      listener.next(offset, frame);
    }

    @Override
    public void failed(RuntimeException cause) {
      listener.failed(cause);
    }
  }
}

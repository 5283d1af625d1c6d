package io.signalbox.edge.tail;

import io.signalbox.edge.devices.CallEvents;
import io.signalbox.edge.tail.KafkaTail.Feed;
import io.signalbox.edge.tail.KafkaTail.Place;
import io.signalbox.schemas.tool.ToolEvent;
import io.signalbox.schemas.topic.Topics;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/// Events of calls from the tail.
@Component
final class CallTail implements CallEvents {
  private static final Feed<ToolEvent, ToolEvent> FEED =
      new Feed<>(Topics.TOOL_EVENTS, Function.identity());

  private final KafkaTail tail;
  private final PartitionCounts counts;

  CallTail(KafkaTail tail, PartitionCounts counts) {
    this.tail = tail;
    this.counts = counts;
  }

  @Override
  public CompletableFuture<Runnable> attach(String callId, Consumer<ToolEvent> listener) {
    Place place = new Place(counts.partition(FEED.topic(), callId), callId);
    return tail.attach(FEED, place, null, new Adapter(listener)).thenApply(KafkaTail.Seat::leave);
  }

  /// A failure is on record already; who waits learns the outcome from the view when it asks again.
  private record Adapter(Consumer<ToolEvent> listener) implements TailListener<ToolEvent> {
    @Override
    public void next(long offset, ToolEvent event) {
      listener.accept(event);
    }

    @Override
    public void failed(RuntimeException cause) {}
  }
}

package io.signalbox.edge.tail;

import io.signalbox.edge.devices.Dispatches;
import io.signalbox.edge.tail.KafkaTail.Feed;
import io.signalbox.edge.tail.KafkaTail.Place;
import io.signalbox.schemas.device.DeviceDispatch;
import io.signalbox.schemas.topic.Topics;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/// Dispatches to devices from the tail.
@Component
final class DispatchTail implements Dispatches {
  private static final Feed<DeviceDispatch, DeviceDispatch> FEED =
      new Feed<>(Topics.DEVICE_DISPATCH, Function.identity());

  private final KafkaTail tail;
  private final PartitionCounts counts;

  DispatchTail(KafkaTail tail, PartitionCounts counts) {
    this.tail = tail;
    this.counts = counts;
  }

  @Override
  public CompletableFuture<Runnable> attach(String deviceId, Consumer<DeviceDispatch> listener) {
    Place place = new Place(counts.partition(FEED.topic(), deviceId), deviceId);
    return tail.attach(FEED, place, null, new Adapter(listener)).thenApply(KafkaTail.Seat::leave);
  }

  /// A failure is on record already; the device keeps its socket and gets what comes next with its
  /// next session.
  private record Adapter(Consumer<DeviceDispatch> listener)
      implements TailListener<DeviceDispatch> {
    @Override
    public void next(long offset, DeviceDispatch dispatch) {
      listener.accept(dispatch);
    }

    @Override
    public void failed(RuntimeException cause) {}
  }
}

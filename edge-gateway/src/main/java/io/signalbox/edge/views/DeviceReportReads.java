package io.signalbox.edge.views;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/// What devices told of their place, as published.
public interface DeviceReportReads {

  /// Facts of a device in their order.
  ///
  /// @param since position to go on behind; 0 = from the first that is kept
  Flux<Reported> reports(String tenant, UUID deviceId, long since, int atMost);

  /// A fact.
  ///
  /// @param seq its position, from 1 without holes
  /// @param deviceSeq its number on the device; null = it is about events that never came
  /// @param data any JSON
  record Reported(
      long seq, @Nullable Long deviceSeq, String type, String data, Instant occurredAt) {}
}

package io.signalbox.edge.views;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Calls of devices, as published.
public interface DeviceCallReads {

  /// One call; empty when the tenant has none with this id.
  Mono<Call> call(String tenant, UUID callId);

  /// A call.
  ///
  /// @param args a JSON object
  /// @param deviceId the device that it is for, or that holds it or held it last
  /// @param status requested, dispatched, completed, failed, expired or canceled
  /// @param result of a completed call: any JSON
  /// @param source of a completed or failed call: who reported it
  /// @param error of a call that ended without a result: why
  /// @param errorCode the same for machines; not every failure has one
  /// @param seq the event of the call that this stands at
  record Call(
      String toolName,
      String args,
      @Nullable UUID deviceId,
      String status,
      @Nullable String result,
      @Nullable String source,
      @Nullable String error,
      @Nullable String errorCode,
      long seq) {}
}

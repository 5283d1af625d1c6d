package io.signalbox.dispatcher.call;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A wish addressed to one tool call.
public sealed interface CallCommand {

  /// Have the call made.
  record RequestCall(Request request) implements CallCommand {}

  /// Hand the call to this session of a device.
  ///
  /// @param tenantId the tenant of the device
  /// @param token becomes the lease's token if the call is handed out
  record OfferDevice(String tenantId, String deviceId, String sessionId, String token)
      implements CallCommand {}

  /// Settle the call.
  ///
  /// @param tenantId the tenant of whoever reports
  /// @param runId the run that it names
  /// @param status completed or failed
  /// @param result any JSON
  /// @param source device, server, browser or external
  /// @param deviceId the device that reports, if one does
  /// @param code why it failed, as the executor names it for machines
  record SubmitResult(
      String tenantId,
      String runId,
      String status,
      @Nullable String result,
      @Nullable String error,
      String source,
      @Nullable String deviceId,
      @Nullable String code)
      implements CallCommand {}

  /// Have the call fail if it waits for this device, now or never, which cannot take it.
  ///
  /// @param code why, for machines
  /// @param reason why, for people
  record GiveUpDelivery(String deviceId, String code, String reason) implements CallCommand {}

  /// Have the call fail if this device had it, now or never, and has left.
  record LoseDevice(String deviceId) implements CallCommand {}

  /// Give the call up: its run no longer needs it.
  ///
  /// @param tenantId the tenant of whoever gives it up
  /// @param runId the run that gives it up
  /// @param reason why, for people
  record CancelCall(String tenantId, String runId, String reason) implements CallCommand {}

  /// Expire the call if its deadline has passed.
  record TimeOutCall(Instant now) implements CallCommand {}
}

package io.signalbox.dispatcher.call;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A wish addressed to one tool call.
public sealed interface CallCommand {

  /// Have the call made.
  record RequestCall(Request request) implements CallCommand {}

  /// Decide whether the call is executed.
  ///
  /// @param decision as on the wire
  /// @param by the subject of whoever decides
  record DecideApproval(Speaker speaker, String decision, String by, @Nullable String reason)
      implements CallCommand {}

  /// Hand the call to this session of a device.
  ///
  /// @param tenantId the tenant of the device
  /// @param token becomes the lease's token if the call is handed out
  /// @param until when the lease runs out
  record OfferDevice(
      String tenantId, String deviceId, String sessionId, String token, Instant until)
      implements CallCommand {}

  /// The device that has the call is there under a new session.
  ///
  /// @param memory what it says of the call
  /// @param token becomes the lease's token if the call is handed out again
  /// @param until when the lease runs out
  record Reconnect(String deviceId, String sessionId, Memory memory, String token, Instant until)
      implements CallCommand {}

  /// What a device that comes back says of a call.
  enum Memory {
    /// It holds it.
    HELD,
    /// It keeps its calls, and this is none of them.
    NOT_HELD,
    /// It does not keep its calls.
    NONE
  }

  /// Take the call into the queue of what this system executes itself.
  ///
  /// @param queue of the workers, or of the clock
  /// @param token becomes the claim's token, which whoever begins names
  /// @param until when it is queued again, if nobody has begun, or its wait is over
  record QueueCall(String queue, String token, Instant until) implements CallCommand {}

  /// Take the call.
  ///
  /// @param tenantId the tenant of the worker
  /// @param runId the run that it names
  /// @param token becomes the claim's token
  /// @param replaces the token that the call was queued under; null = the call waits
  /// @param until when the claim runs out
  record ClaimCall(
      String tenantId,
      String runId,
      String worker,
      String token,
      @Nullable String replaces,
      Instant until)
      implements CallCommand {}

  /// Who speaks of a call.
  ///
  /// @param tenantId its tenant
  /// @param runId the run that it names; null = none, as far as a device speaks
  /// @param deviceId the device that it is, if it is one
  /// @param token of its lease, as far as it says
  record Speaker(
      String tenantId, @Nullable String runId, @Nullable String deviceId, @Nullable String token) {

    /// Whether it may know of a call. Whoever names another run or comes from another tenant does
    /// not learn that the call exists.
    boolean mayKnow(String owner, String ownersRun) {
      return tenantId.equals(owner) && (runId == null ? deviceId != null : runId.equals(ownersRun));
    }
  }

  /// The executor is at it.
  ///
  /// @param sessionId the session of the device, if it is one
  /// @param progress how far it is, any JSON
  /// @param until when the lease runs out now
  record RenewLease(
      Speaker speaker, @Nullable String sessionId, @Nullable String progress, Instant until)
      implements CallCommand {}

  /// Settle the call.
  ///
  /// @param status completed or failed
  /// @param result any JSON
  /// @param source device, server, browser or external
  /// @param code why it failed, as the executor names it for machines
  record SubmitResult(
      Speaker speaker,
      String status,
      @Nullable String result,
      @Nullable String error,
      String source,
      @Nullable String code)
      implements CallCommand {}

  /// Take note of a result that was refused as late.
  record RecordLate(String status, String source, @Nullable String deviceId)
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
  /// @param confirmBy when an executor must have said that it stopped
  record CancelCall(String tenantId, String runId, String reason, Instant confirmBy)
      implements CallCommand {}

  /// The executor of the canceled call was told.
  record RecordCancelDelivery(Speaker speaker) implements CallCommand {}

  /// The executor of the canceled call is not at it any more.
  record ConfirmCancel(Speaker speaker, boolean stopped) implements CallCommand {}

  /// Settle the call: it was to wait, and has.
  ///
  /// @param result a JSON object
  record EndWait(String result) implements CallCommand {}

  /// Have the call fail, which was to wait and cannot.
  ///
  /// @param code why, for machines
  record FailWait(String error, String code) implements CallCommand {}

  /// End what is due: the call itself, or the wait for the end of a canceled one.
  record TimeOutCall(Instant now) implements CallCommand {}

  /// Take the call from an executor that was silent for too long.
  record EndLease(Instant now) implements CallCommand {}
}

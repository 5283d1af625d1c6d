package io.signalbox.edge.devices;

import io.signalbox.edge.commands.CommandGate;
import io.signalbox.edge.commands.CommandGate.Target;
import io.signalbox.edge.commands.CommandSettings;
import io.signalbox.kit.kafka.Answer;
import io.signalbox.schemas.device.DeviceDispatch;
import io.signalbox.schemas.device.DispatchToolCall;
import io.signalbox.schemas.device.RevokeToolCall;
import io.signalbox.schemas.tool.ConfirmToolCancel;
import io.signalbox.schemas.tool.RecordCancelDelivery;
import io.signalbox.schemas.tool.RenewToolCall;
import io.signalbox.schemas.tool.ToolResult;
import io.signalbox.schemas.topic.Topics;
import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// What devices do with their calls until these end: they keep their leases while they are heard
/// of, and say what became of those that are taken back.
///
/// A call of a session is renewed whenever its device gives a sign of life, until its end is known
/// here. A device that keeps nothing over connections is not believed to be at a call that it got
/// in an earlier one, unless it says so.
@Component
public final class CallLeases {
  private static final Logger LOGGER = LoggerFactory.getLogger(CallLeases.class);

  private final CommandGate gate;
  private final Duration patience;

  CallLeases(CommandGate gate, CommandSettings settings) {
    this.gate = gate;
    this.patience = settings.patience();
  }

  /// What a device says of a call that it is at.
  ///
  /// @param runId the run that it names; null = none
  /// @param lease the token that it got with the call; null = it does not say
  /// @param progress how far it is, JSON; null = it does not say
  public record Progress(
      @Nullable String runId, String callId, @Nullable String lease, @Nullable String progress) {}

  /// What became of a call that was taken back from a device.
  ///
  /// @param stopped whether the device stopped it, or had not begun
  public record Canceled(String runId, String callId, @Nullable String lease, boolean stopped) {}

  /// Takes note of what goes to a device.
  void next(DeviceSession session, DeviceDispatch dispatch) {
    switch (dispatch.getPayload()) {
      case DispatchToolCall call when call.getSessionId().equals(session.sessionId()) ->
          session.held().add(call.getCallId());
      case RevokeToolCall revoked when revoked.getSessionId().equals(session.sessionId()) -> {
        session.held().remove(revoked.getCallId());
        if (session.isOpen()) {
          delivered(session, revoked);
        }
      }
      default -> {} // of another session, or nothing about calls
    }
  }

  private void delivered(DeviceSession session, RevokeToolCall revoked) {
    gate.tell(
            Topics.TOOL_RESULTS,
            new Target(session.device(), revoked.getCallId()),
            envelope ->
                ToolResult.newBuilder()
                    .setEnvelope(envelope)
                    .setPayload(
                        RecordCancelDelivery.newBuilder()
                            .setRunId(revoked.getRunId())
                            .setDeviceId(session.deviceId())
                            .build())
                    .build())
        .subscribe(null, failure -> unheard(session, revoked.getCallId(), failure));
  }

  /// The device has given a sign of life: it is believed to be at what it got.
  void heard(DeviceSession session) {
    for (String callId : session.held()) {
      Progress alive = new Progress(null, callId, null, null);
      renew(session, alive).subscribe(null, failure -> unheard(session, callId, failure));
    }
  }

  /// Renews the lease of a call. One that cannot be renewed is not tried again.
  public Mono<Answer> renew(DeviceSession session, Progress progress) {
    return ask(
            session,
            progress.callId(),
            RenewToolCall.newBuilder()
                .setRunId(progress.runId())
                .setDeviceId(session.deviceId())
                .setSessionId(session.sessionId())
                .setLease(progress.lease())
                .setProgress(progress.progress())
                .build())
        .doOnNext(answer -> {
          switch (answer) {
            case Answer.Accepted _ -> session.held().add(progress.callId());
            case Answer.Rejected _ -> session.held().remove(progress.callId());
            case Answer.Late _ -> {}
          }
        });
  }

  /// Tells a call that is taken back what became of it.
  public Mono<Answer> canceled(DeviceSession session, Canceled canceled) {
    return ask(
        session,
        canceled.callId(),
        ConfirmToolCancel.newBuilder()
            .setRunId(canceled.runId())
            .setDeviceId(session.deviceId())
            .setLease(canceled.lease())
            .setStopped(canceled.stopped())
            .build());
  }

  /// The end of a call is known.
  public void settled(DeviceSession session, String callId) {
    session.held().remove(callId);
  }

  private Mono<Answer> ask(DeviceSession session, String callId, SpecificRecord payload) {
    return gate.ask(
        Topics.TOOL_RESULTS,
        new Target(session.device(), callId),
        envelope -> ToolResult.newBuilder().setEnvelope(envelope).setPayload(payload).build(),
        patience);
  }

  private static void unheard(DeviceSession session, String callId, Throwable failure) {
    LOGGER
        .atWarn()
        .addKeyValue("callId", callId)
        .addKeyValue("deviceId", session.deviceId())
        .addKeyValue("sessionId", session.sessionId())
        .setCause(failure)
        .log("word of a device about a call could not be written");
  }
}

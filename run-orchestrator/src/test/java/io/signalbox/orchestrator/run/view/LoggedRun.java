package io.signalbox.orchestrator.run.view;

import io.signalbox.kit.Ids;
import io.signalbox.kit.kafka.Envelopes;
import io.signalbox.schemas.Actor;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.run.AssistantDelta;
import io.signalbox.schemas.run.AssistantMessage;
import io.signalbox.schemas.run.Message;
import io.signalbox.schemas.run.MessageAppended;
import io.signalbox.schemas.run.RunCanceled;
import io.signalbox.schemas.run.RunCompleted;
import io.signalbox.schemas.run.RunCreated;
import io.signalbox.schemas.run.RunDeleted;
import io.signalbox.schemas.run.RunEvent;
import io.signalbox.schemas.run.RunReleased;
import io.signalbox.schemas.run.RunResumed;
import io.signalbox.schemas.run.RunStarted;
import io.signalbox.schemas.run.TokenUsage;
import io.signalbox.schemas.run.ToolCallDraft;
import io.signalbox.schemas.run.ToolResultReceived;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The events of one run, as the log has them.
final class LoggedRun {
  static final TokenUsage USAGE = new TokenUsage(3L, 2L);

  final UUID id = Ids.next();
  final List<RunEvent> events = new ArrayList<>();
  private final String tenant;
  private final Instant at;

  /// @param at when the run is created; each event is a second later
  LoggedRun(String tenant, Instant at) {
    this.tenant = tenant;
    this.at = at;
  }

  static Message message(String id, String role, String text) {
    return Message.newBuilder().setId(id).setRole(role).setText(text).build();
  }

  RunEvent event(Object payload) {
    return event(events.size() + 1, payload);
  }

  RunEvent event(long seq, Object payload) {
    Envelope envelope =
        Envelopes.command(
            tenant, id.toString(), new Actor("user", "u"), at.plusSeconds(seq - 1), null);
    return new RunEvent(Envelope.newBuilder(envelope).setSeq(seq).build(), payload);
  }

  LoggedRun then(Object payload) {
    events.add(event(payload));
    return this;
  }

  LoggedRun created() {
    return created(null, List.of());
  }

  LoggedRun created(@Nullable String sessionId, List<Message> history) {
    return then(
        RunCreated.newBuilder()
            .setAgentId(new UUID(1, 1).toString())
            .setAgentVersionId(new UUID(2, 2).toString())
            .setConfigHash("h")
            .setConfig("{}")
            .setSessionId(sessionId)
            .setHistory(history)
            .setMessages(List.of(message("m1", "system", "be brief"), message("m2", "user", "hi")))
            .build());
  }

  LoggedRun released(Message... history) {
    return then(new RunReleased(List.of(history)));
  }

  LoggedRun started() {
    return then(RunStarted.newBuilder().build());
  }

  LoggedRun delta(String text) {
    return then(new AssistantDelta(1, 1, 0, text));
  }

  LoggedRun appended(String messageId, String text) {
    return then(new MessageAppended(message(messageId, "user", text)));
  }

  LoggedRun said(String messageId, String text, ToolCallDraft... calls) {
    return then(
        AssistantMessage.newBuilder()
            .setStep(1)
            .setAttempt(1)
            .setMessageId(messageId)
            .setText(text)
            .setToolCalls(List.of(calls))
            .setFinishReason("stop")
            .setUsage(USAGE)
            .build());
  }

  LoggedRun answered(
      String callId, String status, @Nullable String result, @Nullable String error) {
    return then(
        ToolResultReceived.newBuilder()
            .setCallId(callId)
            .setToolName("lookup")
            .setStatus(status)
            .setResult(result)
            .setError(error)
            .setSource("device")
            .build());
  }

  LoggedRun resumed(int step) {
    return then(RunResumed.newBuilder().setStep(step).build());
  }

  LoggedRun completed(String text) {
    return then(RunCompleted.newBuilder().setText(text).setUsage(USAGE).build());
  }

  LoggedRun canceled() {
    return then(RunCanceled.newBuilder().setReason("enough").setUsage(USAGE).build());
  }

  LoggedRun deleted() {
    return then(RunDeleted.newBuilder().build());
  }
}

package io.signalbox.edge.claw.method;

import io.signalbox.edge.watch.RunEventFrame;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What a run says, for chats: the whole text so far, now and then, and a last word.
///
/// ```
/// a piece of text comes  -> delta, or noted if the last one was sent a moment ago
/// time passes            -> delta of what is noted
/// the run ends           -> final, aborted or error; nothing after it
/// ```
///
/// Time is given in, so it depends on nothing else. For one thread at a time.
final class ChatText {
  private final String runId;
  private final String sessionKey;
  private final long interval;
  private final StringBuilder text = new StringBuilder();
  private long step = -1;
  private long attempt = -1;
  private long seq;
  private long at;
  private boolean unsent;
  private boolean over;
  private long lastSent;
  private boolean sentBefore;

  /// @param interval least time between two deltas, in the unit of the times given in
  ChatText(String runId, String sessionKey, long interval) {
    this.runId = runId;
    this.sessionKey = sessionKey;
    this.interval = interval;
  }

  /// An event of the run happened.
  Optional<ObjectNode> on(RunEventFrame frame, long now) {
    seq = frame.seq();
    at = AgentEvents.millis(frame);
    if (frame.isTerminal()) {
      return last(frame);
    }
    ObjectNode said = AgentEvents.said(frame);
    switch (frame.type()) {
      case "model.attempt.started" -> begin(said);
      case "assistant.delta" -> {
        begin(said);
        text.append(AgentEvents.text(said, "delta"));
        unsent = true;
      }
      case "assistant.message" -> {
        String whole = AgentEvents.text(said, "text");
        unsent = unsent || !whole.contentEquals(text);
        text.setLength(0);
        text.append(whole);
      }
      default -> {} // not about text
    }
    return due(now);
  }

  /// Time has passed.
  Optional<ObjectNode> due(long now) {
    if (!unsent || over || text.isEmpty() || (sentBefore && now - lastSent < interval)) {
      return Optional.empty();
    }
    unsent = false;
    sentBefore = true;
    lastSent = now;
    ObjectNode payload = payload("delta");
    payload.set("message", message(text.toString()));
    return Optional.of(payload);
  }

  /// What an earlier attempt or step said is not what this one says.
  private void begin(ObjectNode said) {
    long newStep = said.path("step").longValue(0);
    long newAttempt = said.path("attempt").longValue(0);
    if (newStep != step || newAttempt != attempt) {
      step = newStep;
      attempt = newAttempt;
      text.setLength(0);
      unsent = false;
    }
  }

  private Optional<ObjectNode> last(RunEventFrame frame) {
    over = true;
    RunEnd end = RunEnd.of(frame);
    ObjectNode payload =
        switch (end.status()) {
          case "completed" -> withText(payload("final"), end.text());
          case "canceled" ->
              withText(payload("aborted"), text.toString()).put("stopReason", end.text());
          default -> payload("error").put("errorMessage", end.text());
        };
    if (end.usage() != null) {
      payload.set("usage", end.usage());
    }
    return Optional.of(payload);
  }

  private ObjectNode payload(String state) {
    ObjectNode payload = JsonMapper.shared().createObjectNode();
    payload.put("runId", runId);
    payload.put("sessionKey", sessionKey);
    payload.put("seq", seq);
    return payload.put("state", state);
  }

  private ObjectNode withText(ObjectNode payload, String whole) {
    if (!whole.isEmpty()) {
      payload.set("message", message(whole));
    }
    return payload;
  }

  private ObjectNode message(String whole) {
    return ChatMessages.message("assistant", whole, at);
  }
}

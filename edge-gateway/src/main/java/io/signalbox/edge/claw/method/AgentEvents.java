package io.signalbox.edge.claw.method;

import io.signalbox.edge.watch.RunEventFrame;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Events of a run in the words of agents' clients. Pure.
///
/// Payload: `{runId, seq, stream, ts, data, type, phase}`; `data` is what the event says, with what
/// such clients look for beside it. What this class does not know is passed on as a moment of the
/// run's life that means nothing to them.
final class AgentEvents {
  private static final String LIFECYCLE = "lifecycle";
  private static final String ASSISTANT = "assistant";
  private static final String TOOL = "tool";
  private static final String OTHER = "other";
  private static final String PHASE = "phase";
  private static final String ENDED_AT = "endedAt";
  private static final String ERROR = "error";

  /// What a run begins with may be long, and whoever started it knows it.
  private static final List<String> LONG = List.of("messages", "history");

  private static final Moment UNKNOWN = new Moment(LIFECYCLE, OTHER, OTHER);
  private static final Map<String, Moment> MOMENTS =
      Map.ofEntries(
          Map.entry("run.created", new Moment(LIFECYCLE, "queued", "queued")),
          Map.entry("run.released", new Moment(LIFECYCLE, "released", "released")),
          Map.entry("run.started", new Moment(LIFECYCLE, "start", "start")),
          Map.entry("run.status", new Moment(LIFECYCLE, "resumed", "resumed")),
          Map.entry("run.waiting_tool", new Moment(LIFECYCLE, "waiting_tool", "waiting_tool")),
          Map.entry("run.silent", new Moment(LIFECYCLE, "silent", "silent")),
          Map.entry("run.completed", new Moment(LIFECYCLE, "end", "end")),
          Map.entry("run.canceled", new Moment(LIFECYCLE, "end", "end")),
          Map.entry("run.failed", new Moment(LIFECYCLE, ERROR, ERROR)),
          Map.entry("run.deleted", new Moment(LIFECYCLE, ERROR, ERROR)),
          Map.entry("message.appended", new Moment(LIFECYCLE, "message", "message")),
          Map.entry("model.attempt.requested", new Moment(LIFECYCLE, "attempt", "attempt")),
          Map.entry("model.attempt.started", new Moment(LIFECYCLE, "attempt", "attempt")),
          Map.entry("model.attempt.failed", new Moment(LIFECYCLE, "attempt", "attempt")),
          Map.entry("reasoning.delta", new Moment(LIFECYCLE, "reasoning", "reasoning")),
          Map.entry("assistant.delta", new Moment(ASSISTANT, "delta", "delta")),
          Map.entry("assistant.message", new Moment(ASSISTANT, "end", "end")),
          Map.entry("tool.call.requested", new Moment(TOOL, "start", "start")),
          Map.entry("tool.call.dispatched", new Moment(TOOL, "update", "update")),
          Map.entry("tool.call.claimed", new Moment(TOOL, "update", "update")),
          Map.entry("tool.approval.requested", new Moment(TOOL, "update", "approval")),
          Map.entry("tool.approval.decided", new Moment(TOOL, "update", "approval")),
          Map.entry("tool.result.received", new Moment(TOOL, "end", "result")));

  /// How a type of event is called.
  ///
  /// @param phase beside the data
  /// @param inner the phase within the data, where clients of another family look for it
  private record Moment(String stream, String phase, String inner) {}

  private AgentEvents() {}

  /// Whether this class has words of its own for a type of event.
  static boolean knows(String type) {
    return MOMENTS.containsKey(type);
  }

  /// The payload of the event `agent`.
  static ObjectNode of(RunEventFrame frame) {
    Moment moment = MOMENTS.getOrDefault(frame.type(), UNKNOWN);
    ObjectNode payload = JsonMapper.shared().createObjectNode();
    payload.put("runId", frame.runId());
    payload.put("seq", frame.seq());
    payload.put("stream", moment.stream());
    payload.put("ts", millis(frame));
    payload.put("type", frame.type());
    payload.put(PHASE, moment.phase());
    payload.set("data", data(frame, moment));
    return payload;
  }

  /// The payload of the last event `agent`, where there are more that could not be delivered.
  ///
  /// @param lastSeq the last that was
  static ObjectNode broken(String runId, long lastSeq, long atMillis, ObjectNode why) {
    ObjectNode payload = JsonMapper.shared().createObjectNode();
    payload.put("runId", runId);
    payload.put("seq", lastSeq);
    payload.put("stream", ERROR);
    payload.put("ts", atMillis);
    payload.set("data", why);
    return payload;
  }

  static long millis(RunEventFrame frame) {
    return Instant.parse(frame.ts()).toEpochMilli();
  }

  /// What an event says; an empty object where that is no object.
  static ObjectNode said(RunEventFrame frame) {
    JsonNode said = JsonMapper.shared().readTree(frame.data());
    return said.isObject() ? said.asObject() : JsonMapper.shared().createObjectNode();
  }

  private static ObjectNode data(RunEventFrame frame, Moment moment) {
    ObjectNode data = said(frame);
    data.put(PHASE, moment.inner());
    switch (frame.type()) {
      case "run.created", "run.released" -> data.remove(LONG);
      case "run.started" -> data.put("startedAt", millis(frame));
      case "run.completed", "run.failed" -> data.put(ENDED_AT, millis(frame));
      case "run.canceled" -> data.put(ENDED_AT, millis(frame)).put("aborted", true);
      case "run.deleted" -> data.put(ENDED_AT, millis(frame)).put(ERROR, "The run was deleted");
      case "tool.call.requested",
          "tool.call.dispatched",
          "tool.call.claimed",
          "tool.approval.requested",
          "tool.approval.decided" ->
          call(data);
      case "tool.result.received" ->
          call(data).put("isError", !"completed".equals(text(data, "status")));
      default -> {} // there will be types that nobody knows yet
    }
    return data;
  }

  private static ObjectNode call(ObjectNode data) {
    return data.put("name", text(data, "toolName")).put("toolCallId", text(data, "callId"));
  }

  static String text(ObjectNode data, String name) {
    JsonNode value = data.path(name);
    return value.isString() ? value.stringValue() : "";
  }
}

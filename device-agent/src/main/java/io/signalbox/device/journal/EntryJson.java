package io.signalbox.device.journal;

import io.signalbox.device.call.CallEntry;
import io.signalbox.device.call.CallRequest;
import io.signalbox.device.call.FailureCode;
import io.signalbox.device.call.Lease;
import io.signalbox.device.call.Outcome;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/// An entry as one line of JSON.
final class EntryJson {
  private static final JsonMapper JSON = JsonMapper.shared();

  private EntryJson() {}

  static String line(CallEntry entry) {
    ObjectNode node = JSON.createObjectNode();
    switch (entry) {
      case CallEntry.Received received -> received(node, received.request());
      case CallEntry.Started started ->
          node.put("entry", "started").put("callId", started.callId());
      case CallEntry.Finished finished -> {
        node.put("entry", "finished").put("callId", finished.callId());
        outcome(node, finished.outcome());
      }
      case CallEntry.Acknowledged acknowledged ->
          node.put("entry", "acknowledged").put("callId", acknowledged.callId());
    }
    return node.toString();
  }

  private static void received(ObjectNode node, CallRequest request) {
    node.put("entry", "received")
        .put("runId", request.runId())
        .put("callId", request.callId())
        .put("toolName", request.toolName());
    node.set("args", request.args());
    if (request.deadline() != null) {
      node.put("deadline", request.deadline().toString());
    }
    request.lease().addTo(node);
  }

  private static void outcome(ObjectNode node, Outcome outcome) {
    switch (outcome) {
      case Outcome.Succeeded succeeded -> node.set("result", succeeded.result());
      case Outcome.Failed failed ->
          node.put("code", failed.code().name()).put("error", failed.message());
    }
  }

  /// @throws IllegalArgumentException when the line is not an entry
  static CallEntry entry(String line) {
    JsonNode node = parse(line);
    String callId = text(node, "callId");
    return switch (text(node, "entry")) {
      case "received" -> new CallEntry.Received(request(node, callId));
      case "started" -> new CallEntry.Started(callId);
      case "finished" -> new CallEntry.Finished(callId, outcome(node));
      case "acknowledged" -> new CallEntry.Acknowledged(callId);
      case String other -> throw new IllegalArgumentException("an entry of no kind: " + other);
    };
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static CallRequest request(JsonNode node, String callId) {
    JsonNode args = node.get("args");
    return new CallRequest(
        text(node, "runId"),
        callId,
        text(node, "toolName"),
        args == null ? NullNode.getInstance() : args,
        time(node.get("deadline")),
        Lease.in(node));
  }

  private static @Nullable Instant time(@Nullable JsonNode node) {
    try {
      return node == null ? null : Instant.parse(node.stringValue());
    } catch (DateTimeException | JacksonException e) {
      throw new IllegalArgumentException("an entry whose deadline is no time", e);
    }
  }

  private static Outcome outcome(JsonNode node) {
    JsonNode result = node.get("result");
    return result != null
        ? new Outcome.Succeeded(result)
        : new Outcome.Failed(FailureCode.valueOf(text(node, "code")), text(node, "error"));
  }

  private static String text(JsonNode node, String field) {
    JsonNode value = node.get(field);
    if (value == null || !value.isString()) {
      throw new IllegalArgumentException("an entry without " + field);
    }
    return value.stringValue();
  }
}

package io.signalbox.edge.claw.method;

import io.signalbox.edge.views.RunReads;
import io.signalbox.kit.json.WireJson;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A run as this dialect shows it: times in milliseconds, nothing where nothing is.
final class RunJson {
  private RunJson() {}

  static ObjectNode of(RunReads.Run run) {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.put("runId", run.runId().toString());
    json.put("agentId", run.agentId().toString());
    put(json, "agentName", run.agentName());
    json.put("agentVersionId", run.agentVersionId().toString());
    put(json, "agentVersion", run.agentVersion());
    json.put("status", run.status());
    put(json, "waitingFor", run.waitingFor());
    put(json, "sessionId", run.origin().sessionId());
    put(json, "parentRunId", run.origin().parentRunId());
    put(json, "createdAt", run.times().createdAt());
    put(json, "updatedAt", run.times().updatedAt());
    put(json, "startedAt", run.times().startedAt());
    put(json, "endedAt", run.times().completedAt());
    json.put("lastSeq", run.lastSeq());
    json.put("oldestSeq", run.oldestSeq());
    put(json, "text", run.outputText());
    put(json, "errorCode", run.errorCode());
    put(json, "errorMessage", run.errorMessage());
    json.putObject("usage")
        .put("inputTokens", run.inputTokens())
        .put("outputTokens", run.outputTokens());
    String metadata = run.metadata();
    if (metadata != null) {
      json.set("metadata", WireJson.json(metadata));
    }
    return json;
  }

  private static void put(ObjectNode json, String name, @Nullable Object value) {
    if (value instanceof Instant time) {
      json.put(name, time.toEpochMilli());
    } else if (value != null) {
      json.put(name, value.toString());
    }
  }
}

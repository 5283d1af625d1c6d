package io.signalbox.stack.demo;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/// Remembers what a device answered, so that a call that is delivered again is answered alike and
/// not executed again.
///
/// Keeps the last 1000 calls.
final class AnsweredCalls {

  private static final int LIMIT = 1_000;

  private final Map<String, JsonNode> answers =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, JsonNode> eldest) {
          return size() > LIMIT;
        }
      };

  /// The remembered answer, else that of the execution, which is remembered.
  synchronized JsonNode answer(String callId, Supplier<JsonNode> execution) {
    var known = answers.get(callId);
    if (known != null) {
      return known;
    }
    var fresh = execution.get();
    answers.put(callId, fresh);
    return fresh;
  }
}

package io.signalbox.edge.hsafa;

import io.signalbox.edge.views.RunReads;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the answers to all ways of starting a run have in common.
final class StartAnswers {
  private StartAnswers() {}

  /// What a client needs in order to follow a run.
  ///
  /// @param parent the run that it was forked from
  static Map<String, Object> ids(UUID runId, RunReads.@Nullable Run parent, long parentSeq) {
    Map<String, Object> ids = new LinkedHashMap<>();
    ids.put("runId", runId);
    ids.put("streamUrl", RunJson.streamUrl(runId));
    if (parent != null) {
      ids.put("parentRunId", parent.runId());
      ids.put("parentSeq", parentSeq);
    }
    return ids;
  }

  /// The same for a run that was just created.
  static Map<String, ?> created(Map<String, Object> ids, String status) {
    Map<String, Object> body = new LinkedHashMap<>(ids);
    body.put("status", status);
    return body;
  }
}

package io.signalbox.edge.hsafa;

import io.signalbox.edge.json.Fields;
import io.signalbox.schemas.run.Message;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The body of a request that forks a run.
///
/// @param seq up to which seq the history of the parent is taken over
/// @param messages what is added to it; mostly none
/// @param agentVersionId null = the parent's
/// @param metadata a JSON object; null = the parent's
record ForkRequest(
    long seq, List<Message> messages, @Nullable String agentVersionId, @Nullable String metadata) {
  ForkRequest {
    messages = List.copyOf(messages);
  }

  /// @param runId of the run to be, which makes the ids of its messages unlike the parent's
  static ForkRequest read(Fields body, UUID runId) {
    Long seq = body.optionalNumber("seq", 1, Long.MAX_VALUE);
    if (body.any("seq") == null) {
      body.reject("seq", "a whole number of 1 or more");
    }
    return new ForkRequest(
        seq == null ? 0 : seq,
        body.any("messages") == null
            ? List.of()
            : Messages.read(body, "messages", "msg-" + runId + "-"),
        body.optionalText("agentVersionId", RunRequest.LONGEST_ID),
        Metadata.read(body));
  }

  /// The same run again, from its last good step.
  static ForkRequest retry(long lastSeq) {
    return new ForkRequest(lastSeq, List.of(), null, null);
  }
}

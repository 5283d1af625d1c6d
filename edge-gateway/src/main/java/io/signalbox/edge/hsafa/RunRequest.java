package io.signalbox.edge.hsafa;

import io.signalbox.edge.hsafa.json.Fields;
import io.signalbox.schemas.run.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The body of a request that starts a run.
///
/// @param agentVersionId null = the newest version
/// @param metadata a JSON object
record RunRequest(
    String agentId,
    @Nullable String agentVersionId,
    List<Message> messages,
    @Nullable String metadata) {
  private static final int LONGEST_ID = 128;

  RunRequest {
    messages = List.copyOf(messages);
  }

  static RunRequest read(Fields body) {
    return new RunRequest(
        body.text("agentId", LONGEST_ID),
        body.optionalText("agentVersionId", LONGEST_ID),
        Messages.read(body, "initialMessages"),
        Metadata.read(body));
  }
}

package io.signalbox.orchestrator.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One message that was said in a run of the session.
///
/// @param role system, user, assistant or tool
/// @param text the text; for a tool's answer, its JSON
/// @param parts structured content as the client sent it, a JSON array
/// @param asked what an assistant's message asks for
/// @param callId for a tool's answer: the call that it answers
/// @param toolName for a tool's answer: the tool
public record Utterance(
    String id,
    String role,
    String text,
    @Nullable String parts,
    List<Asked> asked,
    @Nullable String callId,
    @Nullable String toolName) {
  private static final String TOOL = "tool";
  private static final int BYTES_PER_TOKEN = 4;
  private static final int TOKENS_PER_MESSAGE = 4;

  public Utterance {
    asked = List.copyOf(asked);
  }

  /// A tool call that was asked for.
  ///
  /// @param args JSON
  public record Asked(String callId, String toolName, String args) {}

  /// Whether a tool says it: it belongs to the message that asked.
  boolean isAnswer() {
    return role.equals(TOOL);
  }

  /// How many tokens the message is estimated to have, a token for four bytes: so a bound in tokens
  /// is one in bytes, whatever the language.
  long tokens() {
    long bytes = bytes(text) + (parts == null ? 0 : bytes(parts));
    for (Asked call : asked) {
      bytes += bytes(call.toolName()) + bytes(call.args());
    }
    return TOKENS_PER_MESSAGE + (bytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN;
  }

  private static long bytes(String text) {
    return text.getBytes(UTF_8).length;
  }
}

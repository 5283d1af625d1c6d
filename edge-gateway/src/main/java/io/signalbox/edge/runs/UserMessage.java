package io.signalbox.edge.runs;

import io.signalbox.schemas.run.Message;
import java.util.List;

/// What a user says to a run.
public final class UserMessage {
  /// Leaves room in one record of the log for the agent's config and what comes with it.
  public static final int MOST_CHARACTERS = 256 * 1024;

  /// What [#isText] asks for, as the end of a sentence.
  public static final String EXPECTED =
      "a non-blank string of at most %d characters".formatted(MOST_CHARACTERS);

  private UserMessage() {}

  /// Whether it can be said.
  public static boolean isText(String text) {
    return !text.isBlank() && text.length() <= MOST_CHARACTERS;
  }

  /// @param id makes a repeated message harmless
  public static Message.Builder of(String id, String text) {
    return Message.newBuilder().setId(id).setRole("user").setText(text).setToolCalls(List.of());
  }
}

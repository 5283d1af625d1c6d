package io.signalbox.orchestrator.session;

import io.signalbox.orchestrator.session.Session.OnActive;
import io.signalbox.orchestrator.session.Session.Terms;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A wish addressed to one session.
public sealed interface SessionCommand {

  /// Open a conversation.
  ///
  /// @param metadata free JSON object of the caller
  record CreateSession(Terms terms, @Nullable String metadata) implements SessionCommand {}

  /// Start a run in the session. What the run starts with is none of the session's business.
  ///
  /// @param onActive instead of the session's own policy
  record AdmitRun(String runId, Optional<OnActive> onActive) implements SessionCommand {}

  /// A run of the session is over.
  ///
  /// @param messages what was said in it, history aside
  record RecordRunEnd(String runId, Outcome outcome, List<Utterance> messages)
      implements SessionCommand {
    public RecordRunEnd {
      messages = List.copyOf(messages);
    }
  }

  /// End the conversation.
  record DeleteSession() implements SessionCommand {}

  /// The session may have been idle for too long.
  record TimeOutSession(Instant now) implements SessionCommand {}

  /// How a run ended. The wire names are the lower-case names.
  enum Outcome {
    COMPLETED,
    FAILED,
    CANCELED
  }
}

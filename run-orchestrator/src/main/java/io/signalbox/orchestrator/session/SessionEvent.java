package io.signalbox.orchestrator.session;

import io.signalbox.orchestrator.session.Session.Terms;
import io.signalbox.orchestrator.session.SessionCommand.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A fact about one session.
public sealed interface SessionEvent {

  /// The conversation is open.
  record SessionCreated(Terms terms, @Nullable String metadata) implements SessionEvent {}

  /// A run began at once, as none was active.
  record RunStarted(String runId) implements SessionEvent {}

  /// A run waits until those before it are over.
  ///
  /// @param position from 1
  record RunQueued(String runId, int position) implements SessionEvent {}

  /// The active run is to be canceled for the sake of another.
  record RunInterrupted(String runId, String by) implements SessionEvent {}

  /// A run that waited begins.
  record RunReleased(String runId) implements SessionEvent {}

  /// A run is over; what was said in it is part of the conversation.
  record RunEnded(String runId, Outcome outcome, List<Utterance> messages) implements SessionEvent {
    public RunEnded {
      messages = List.copyOf(messages);
    }
  }

  /// The session was idle for too long.
  record SessionExpired() implements SessionEvent {}

  /// The conversation was ended from outside.
  record SessionDeleted() implements SessionEvent {}
}

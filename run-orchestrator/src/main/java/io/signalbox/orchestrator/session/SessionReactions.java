package io.signalbox.orchestrator.session;

import io.signalbox.orchestrator.session.Session.Open;
import java.util.List;
import java.util.stream.Stream;

/// What a session sets going elsewhere.
public final class SessionReactions {
  private SessionReactions() {}

  /// A wish addressed to a run of the session.
  public sealed interface Wish {

    /// The run that it is addressed to.
    String runId();

    /// Begin.
    record Start(String runId, List<Utterance> history) implements Wish {
      public Start {
        history = List.copyOf(history);
      }
    }

    /// Be there, and wait for your turn.
    record Hold(String runId) implements Wish {}

    /// Your turn has come.
    record Release(String runId, List<Utterance> history) implements Wish {
      public Release {
        history = List.copyOf(history);
      }
    }

    /// End.
    record Cancel(String runId, String reason) implements Wish {}
  }

  /// Pure; applied to new events only, never during a rebuild.
  ///
  /// @param before the state before the event
  public static List<Wish> react(SessionEvent event, Session before) {
    return switch (event) {
      case SessionEvent.RunStarted e -> List.of(new Wish.Start(e.runId(), history(before)));
      case SessionEvent.RunQueued e -> List.of(new Wish.Hold(e.runId()));
      case SessionEvent.RunReleased e -> List.of(new Wish.Release(e.runId(), history(before)));
      case SessionEvent.RunInterrupted e ->
          List.of(new Wish.Cancel(e.runId(), "interrupted by run " + e.by()));
      case SessionEvent.SessionDeleted _ -> cancelAll(before);
      case SessionEvent.SessionCreated _, SessionEvent.RunEnded _, SessionEvent.SessionExpired _ ->
          List.of();
    };
  }

  private static List<Utterance> history(Session session) {
    return session instanceof Open open ? open.history() : List.of();
  }

  private static List<Wish> cancelAll(Session session) {
    return session instanceof Open open
        ? Stream.concat(open.active().stream(), open.waiting().stream())
            .<Wish>map(runId -> new Wish.Cancel(runId, "session deleted"))
            .toList()
        : List.of();
  }
}

package io.signalbox.orchestrator.session.kafka;

import io.signalbox.kit.kafka.Envelopes;
import io.signalbox.kit.kafka.Outgoing;
import io.signalbox.orchestrator.session.SessionReactions.Wish;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.run.CancelRun;
import io.signalbox.schemas.run.Message;
import io.signalbox.schemas.run.ReleaseRun;
import io.signalbox.schemas.run.RunCommand;
import io.signalbox.schemas.run.StartRun;
import io.signalbox.schemas.topic.Topics;
import java.util.List;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/// What a session wishes of its runs, as commands to them.
final class SessionMessages {
  private static final String MODEL = "model";
  private static final String SESSION = "session";

  private SessionMessages() {}

  /// @param start what the run is to be started with, where the cause brings it
  static Outgoing of(Wish wish, @Nullable StartRun start, Envelope cause) {
    return Outgoing.to(
        Topics.RUN_COMMANDS,
        RunCommand.newBuilder()
            .setEnvelope(Envelopes.message(cause, wish.runId()))
            .setPayload(payload(wish, start, cause.getAggregateId()))
            .build());
  }

  private static SpecificRecord payload(Wish wish, @Nullable StartRun start, String sessionId) {
    return switch (wish) {
      case Wish.Start w -> start(start, sessionId, MODEL, Utterances.wire(w.history()));
      case Wish.Hold _ -> start(start, sessionId, SESSION, List.of());
      case Wish.Release w ->
          ReleaseRun.newBuilder().setHistory(Utterances.wire(w.history())).build();
      case Wish.Cancel w -> CancelRun.newBuilder().setReason(w.reason()).build();
    };
  }

  private static StartRun start(
      @Nullable StartRun start, String sessionId, String waitsFor, List<Message> history) {
    return StartRun.newBuilder(
            Objects.requireNonNull(start, "Expected only an admission to start a run"))
        .setSessionId(sessionId)
        .setWaitsFor(waitsFor)
        .setHistory(history)
        .build();
  }
}

package io.signalbox.edge;

import io.signalbox.kit.Ids;
import io.signalbox.kit.kafka.Envelopes;
import io.signalbox.schemas.Actor;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.run.AssistantDelta;
import io.signalbox.schemas.run.RunCanceled;
import io.signalbox.schemas.run.RunCompleted;
import io.signalbox.schemas.run.RunDeleted;
import io.signalbox.schemas.run.RunEvent;
import io.signalbox.schemas.run.RunStarted;
import io.signalbox.schemas.run.TokenUsage;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.RecordMetadata;

/// Plays a run: writes its events to the log, and projects them when told.
final class RunScript {
  private static final long BEHIND_MS = 500;
  private static final long PATIENCE_SECONDS = 20;

  private record Written(RunEvent event, RecordMetadata place) {}

  private final LogWriter log;
  private final ReadSide readSide;
  private final UUID runId;
  private final Queue<Written> unprojected = new ArrayDeque<>();
  private long seq;

  RunScript(LogWriter log, ReadSide readSide) throws SQLException {
    this(log, readSide, Ids.next());
    readSide.addRun(runId, "queued", 0);
  }

  /// A run that the read side shows already.
  RunScript(LogWriter log, ReadSide readSide, UUID runId) {
    this.log = log;
    this.readSide = readSide;
    this.runId = runId;
  }

  UUID runId() {
    return runId;
  }

  RunScript write(int events) {
    for (int index = 0; index < events; index++) {
      if (seq == 0) {
        append(RunStarted.newBuilder().build());
      } else {
        say("wörd \"" + seq + "\"\n");
      }
    }
    return this;
  }

  RunScript say(String text) {
    append(
        AssistantDelta.newBuilder()
            .setStep(1)
            .setAttempt(1)
            .setIndex((int) seq)
            .setDelta(text)
            .build());
    return this;
  }

  RunScript complete() {
    append(
        RunCompleted.newBuilder()
            .setText("done")
            .setUsage(TokenUsage.newBuilder().build())
            .build());
    return this;
  }

  RunScript cancel() {
    append(
        RunCanceled.newBuilder()
            .setReason("enough")
            .setUsage(TokenUsage.newBuilder().build())
            .build());
    return this;
  }

  /// Deletes the run: the fact, and tombstones for all before it.
  RunScript delete() {
    append(RunDeleted.newBuilder().build());
    for (long each = 1; each < seq; each++) {
      log.bury(runId.toString(), each);
    }
    return this;
  }

  /// Buries what was written, as if it were gone.
  RunScript bury() {
    for (long each = 1; each <= seq; each++) {
      log.bury(runId.toString(), each);
    }
    return this;
  }

  RunScript project(int most) throws SQLException {
    for (int index = 0; index < most && !unprojected.isEmpty(); index++) {
      Written next = unprojected.remove();
      readSide.project(
          next.event(), next.place().topic(), next.place().partition(), next.place().offset());
    }
    return this;
  }

  RunScript projectAll() throws SQLException {
    return project(Integer.MAX_VALUE);
  }

  /// What somebody finds who reads while the view is behind the log, as it may be for a moment: it
  /// catches up if the reader is not done by then, as what an edge has read before anybody watched
  /// is only there.
  <T> T whileBehind(Callable<T> reading) throws Exception {
    FutureTask<T> found = new FutureTask<>(reading);
    Thread.ofVirtual().start(found);
    try {
      return found.get(BEHIND_MS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      projectAll();
      return found.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  private void append(Object payload) {
    Actor actor = Actor.newBuilder().setKind("service").setSubject("test").build();
    Envelope command =
        Envelopes.command(ReadSide.TENANT, runId.toString(), actor, Instant.now(), null);
    RunEvent event =
        RunEvent.newBuilder()
            .setEnvelope(Envelopes.event(command, runId.toString(), ++seq))
            .setPayload(payload)
            .build();
    unprojected.add(new Written(event, log.write(event)));
  }
}

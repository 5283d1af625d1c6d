package io.signalbox.orchestrator.run.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.kit.kafka.Versioned;
import io.signalbox.orchestrator.run.Run;
import io.signalbox.orchestrator.run.RunEvent;
import io.signalbox.orchestrator.run.RunEvent.AssistantDelta;
import io.signalbox.orchestrator.run.RunEvent.RunDeleted;
import io.signalbox.orchestrator.run.RunEvent.RunSilent;
import io.signalbox.orchestrator.run.Runs;
import io.signalbox.orchestrator.run.kafka.Conversation.Span;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Yesterday's states stay readable: their golden samples are never edited, only added to.
class StoredRunTest {

  /// One for each state, and for each way in which a model call may stand.
  enum Sample {
    NOT_STARTED,
    QUEUED(Runs.created()),
    QUEUED_IN_SESSION(Runs.heldBySession(), Runs.appended("m1")),
    QUEUED_SILENT(Runs.created(), new RunSilent(Runs.NOON, "model")),
    RUNNING_ATTEMPTING(Runs.and(Runs.running(), new AssistantDelta(1, 1, 0, "hm"))),
    RUNNING_BACKING_OFF(Runs.and(Runs.running(), Runs.failed(1, 1, Runs.DEADLINE))),
    RUNNING_AWAITING(
        Runs.and(
            Runs.waitingFor(Runs.LOOKUP),
            Runs.received(Runs.LOOKUP, Runs.found("1")),
            new RunEvent.RunResumed(2))),
    RUNNING_HELD(Runs.and(Runs.running(), Runs.message(1, 1, "a1", "", Runs.LOOKUP))),
    WAITING_TOOL(Runs.waitingFor(Runs.LOOKUP, Runs.ASK)),
    WAITING_APPROVAL(
        Runs.and(
            Runs.waitingFor(Runs.LOOKUP, Runs.ASK),
            new RunEvent.ToolApprovalRequested("call-1", "lookup", Runs.DEADLINE))),
    COMPLETED(Runs.finished(Run.Outcome.COMPLETED)),
    FAILED(Runs.finished(Run.Outcome.FAILED)),
    CANCELED(Runs.finished(Run.Outcome.CANCELED)),
    DELETED(Runs.and(Runs.finished(Run.Outcome.CANCELED), new RunDeleted()));

    private final RunEvent[] events;

    Sample(RunEvent... events) {
      this.events = events;
    }

    Versioned<RunStates.StoredRun> state() {
      return new Versioned<>(
          events.length, new RunStates.StoredRun(Runs.state(events), new Span(1, -2, 0, 3)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldReadTheGoldenSample(Sample sample) throws IOException {
    String name = "/golden/run-" + sample.name().toLowerCase(Locale.ROOT) + ".json";
    try (InputStream in = StoredRunTest.class.getResourceAsStream(name)) {
      assertThat(in)
          .as("golden sample %s: %s", name, StoredRun.written(sample.state()))
          .isNotNull();
      assertThat(StoredRun.read(new String(in.readAllBytes(), UTF_8))).isEqualTo(sample.state());
    }
  }
}

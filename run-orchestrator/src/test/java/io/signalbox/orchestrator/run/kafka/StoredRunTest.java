package io.signalbox.orchestrator.run.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.kit.kafka.Versioned;
import io.signalbox.orchestrator.run.Run;
import io.signalbox.orchestrator.run.RunEvent;
import io.signalbox.orchestrator.run.Runs;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Yesterday's states stay readable: their golden samples are never edited, only added to.
class StoredRunTest {

  enum Sample {
    NOT_STARTED,
    QUEUED(Runs.created()),
    RUNNING(Runs.running()),
    WAITING_TOOL(Runs.waitingFor(Runs.LOOKUP, Runs.ASK)),
    FINISHED(Runs.and(Runs.running(), new RunEvent.RunFailed("CODE", "why", Runs.USAGE)));

    private final RunEvent[] events;

    Sample(RunEvent... events) {
      this.events = events;
    }

    Versioned<Run> state() {
      Run run = new Run.NotStarted();
      for (RunEvent event : events) {
        run = Run.evolve(run, event);
      }
      return new Versioned<>(events.length, run);
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldReadTheGoldenSample(Sample sample) throws IOException {
    String name = "/golden/run-" + sample.name().toLowerCase(java.util.Locale.ROOT) + ".json";
    try (InputStream in = StoredRunTest.class.getResourceAsStream(name)) {
      assertThat(in)
          .as("golden sample %s: %s", name, StoredRun.written(sample.state()))
          .isNotNull();
      assertThat(StoredRun.read(new String(in.readAllBytes(), UTF_8))).isEqualTo(sample.state());
    }
  }
}

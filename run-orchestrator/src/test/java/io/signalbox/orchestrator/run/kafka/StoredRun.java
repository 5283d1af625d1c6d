package io.signalbox.orchestrator.run.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.signalbox.kit.kafka.Versioned;
import io.signalbox.orchestrator.run.Run;
import io.signalbox.orchestrator.run.kafka.Conversation.Span;
import org.apache.kafka.common.serialization.Serde;

/// A run's state as its store keeps it.
public final class StoredRun {
  private static final Serde<Versioned<RunStates.StoredRun>> SERDE = RunStates.states();

  private StoredRun() {}

  /// The state, written and read back.
  public static Run throughTheStore(Run run) {
    return read(written(new Versioned<>(1, new RunStates.StoredRun(run, Span.EMPTY))))
        .state()
        .run();
  }

  static String written(Versioned<RunStates.StoredRun> run) {
    return new String(SERDE.serializer().serialize("", run), UTF_8);
  }

  static Versioned<RunStates.StoredRun> read(String json) {
    return SERDE.deserializer().deserialize("", json.getBytes(UTF_8));
  }
}

package io.signalbox.orchestrator.run.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.signalbox.kit.kafka.Versioned;
import io.signalbox.orchestrator.run.Run;
import org.apache.kafka.common.serialization.Serde;

/// A run's state as its store keeps it.
public final class StoredRun {
  private static final Serde<Versioned<Run>> SERDE = RunTopology.states();

  private StoredRun() {}

  /// The state, written and read back.
  public static Run throughTheStore(Run run) {
    return read(written(new Versioned<>(1, run))).state();
  }

  static String written(Versioned<Run> run) {
    return new String(SERDE.serializer().serialize("", run), UTF_8);
  }

  static Versioned<Run> read(String json) {
    return SERDE.deserializer().deserialize("", json.getBytes(UTF_8));
  }
}

package io.signalbox.dispatcher.call.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.signalbox.dispatcher.call.ToolCall;
import io.signalbox.kit.kafka.Versioned;
import org.apache.kafka.common.serialization.Serde;

/// What the store makes of a call.
public final class StoredCall {
  private static final Serde<Versioned<ToolCall>> STATES = Stores.states();

  private StoredCall() {}

  public static ToolCall writtenAndRead(ToolCall call) {
    return read(written(new Versioned<>(1, call))).state();
  }

  static String written(Versioned<ToolCall> call) {
    return new String(STATES.serializer().serialize("", call), UTF_8);
  }

  static Versioned<ToolCall> read(String json) {
    return STATES.deserializer().deserialize("", json.getBytes(UTF_8));
  }
}

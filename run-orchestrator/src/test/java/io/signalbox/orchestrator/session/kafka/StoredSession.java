package io.signalbox.orchestrator.session.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.signalbox.kit.kafka.Versioned;
import io.signalbox.orchestrator.session.Session;
import org.apache.kafka.common.serialization.Serde;

/// What the store makes of a session.
public final class StoredSession {
  private static final Serde<Versioned<Session>> STATES = SessionTopology.states();

  private StoredSession() {}

  public static Session writtenAndRead(Session session) {
    return read(written(new Versioned<>(1, session))).state();
  }

  static String written(Versioned<Session> session) {
    return new String(STATES.serializer().serialize("", session), UTF_8);
  }

  static Versioned<Session> read(String json) {
    return STATES.deserializer().deserialize("", json.getBytes(UTF_8));
  }
}

package io.signalbox.orchestrator.session.kafka;

import io.signalbox.kit.kafka.StateSerde;
import io.signalbox.kit.kafka.States;
import io.signalbox.kit.kafka.TopologyParts;
import io.signalbox.kit.kafka.TopologyParts.Keeping;
import io.signalbox.kit.kafka.Versioned;
import io.signalbox.orchestrator.session.Session;
import io.signalbox.schemas.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.Stores;

/// Where sessions are decided.
///
/// ```
/// session.commands → decide-session (store sessions)
///                        → session.events, run.commands, command.replies,
///                          session.commands (the clock)
/// ```
public final class SessionTopology {
  /// The store of session states, keyed by session id.
  static final String SESSIONS = "sessions";

  private static final String DECIDE = "decide-session";

  private SessionTopology() {}

  /// Adds the session's part to a topology.
  ///
  /// @param grace how long a session that is over stays in the store
  public static void addTo(TopologyParts parts, Duration grace) {
    parts.decide(
        DECIDE,
        Topics.SESSION_COMMANDS,
        new SessionAggregate(),
        new Keeping<>(
            SESSIONS,
            List.of(
                Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore(SESSIONS), Serdes.String(), states())),
            context -> States.in(context.getStateStore(SESSIONS)),
            Optional.of(grace)));
    parts.sink(Topics.SESSION_EVENTS, DECIDE);
    parts.sink(Topics.RUN_COMMANDS, DECIDE);
    parts.sink(Topics.SESSION_COMMANDS, DECIDE);
  }

  /// How states look in their store.
  static Serde<Versioned<Session>> states() {
    return StateSerde.of(Session.class, List.of(Session.class));
  }
}

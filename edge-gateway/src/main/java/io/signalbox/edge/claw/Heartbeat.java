package io.signalbox.edge.claw;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.signalbox.edge.claw.ConnectionState.Challenged;
import io.signalbox.edge.claw.ConnectionState.Closing;
import io.signalbox.edge.claw.ConnectionState.Connected;
import io.signalbox.edge.draining.StopPhases;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.JsonNodeFactory;

/// The one clock of all operator connections: looks at each of them four times a second. Ticks are
/// due by each connection's own beginning, so that they do not all leave at once.
@Component
final class Heartbeat implements SmartLifecycle {
  private static final Logger LOGGER = LoggerFactory.getLogger(Heartbeat.class);
  private static final long LOOK_MS = 250;
  private static final int NO_SIGN_OF_LIFE = 4408;
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final Connections connections;
  private final ClawSettings settings;
  private final Clock clock;
  private @Nullable ScheduledExecutorService timer;
  private volatile long lookedAt;

  Heartbeat(Connections connections, ClawSettings settings, Clock clock) {
    this.connections = connections;
    this.settings = settings;
    this.clock = clock;
    this.lookedAt = clock.millis();
  }

  /// When it last looked, milliseconds since 1970.
  long lookedAt() {
    return lookedAt;
  }

  private void look() {
    lookedAt = clock.millis();
    long now = System.nanoTime();
    EventFrame tick =
        EventFrame.droppable(
            Events.TICK, JsonNodeFactory.instance.objectNode().put("ts", lookedAt));
    for (Connection each : connections.sockets()) {
      try {
        look(each, now, tick);
      } catch (RuntimeException e) { // a bug with one connection must not stop the clock of all
        LOGGER
            .atError()
            .addKeyValue("connectionId", each.connectionId())
            .setCause(e)
            .log("a connection could not be looked at");
      }
    }
  }

  private void look(Connection connection, long now, EventFrame tick) {
    switch (connection.state()) {
      case Challenged _ -> {
        if (connection.openFor(now) > settings.handshake().toNanos()) {
          connection.close(Handshake.POLICY_VIOLATION, "handshake timeout");
        }
      }
      case Connected _ -> connected(connection, now, tick);
      case Closing closing -> {
        if (now - closing.since() > CLOSING.toNanos()) {
          connection.transport().cut();
        }
      }
    }
  }

  private void connected(Connection connection, long now, EventFrame tick) {
    if (connection.transport().outbox().isTooSlow(now)) {
      connection.tooSlow();
    } else if (connection.silentFor(now) > settings.silence().toNanos()) {
      connection.close(NO_SIGN_OF_LIFE, "no sign of life");
    } else if (connection.isTickDue(now, settings.tick().toNanos())) {
      connection.send(tick);
      connection.transport().ping();
    }
  }

  @Override
  public void start() {
    ScheduledExecutorService own =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("edge-ticks").factory());
    var _ = own.scheduleWithFixedDelay(this::look, LOOK_MS, LOOK_MS, MILLISECONDS);
    timer = own;
  }

  @Override
  public void stop() {
    if (timer != null) {
      timer.shutdown();
      timer = null;
    }
  }

  @Override
  public boolean isRunning() {
    return timer != null;
  }

  /// Until all connections are closed.
  @Override
  public int getPhase() {
    return StopPhases.CONNECTIONS - 2;
  }
}

package io.signalbox.edge.claw;

import io.signalbox.edge.draining.StopPhases;
import io.signalbox.edge.draining.Stopping;
import io.signalbox.edge.sockets.StopStatus;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.socket.CloseStatus;
import reactor.core.Disposable;
import reactor.core.Disposables;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Tells operators that this edge stops, as soon as that is known, and closes their sockets once
/// calls and watches have ended.
@Component
final class Farewell implements SmartLifecycle {
  private static final long PATIENCE_SECONDS = 1;

  private final Stopping stopping;
  private final Broadcaster broadcaster;
  private final Connections connections;
  private final StopStatus status;
  private Disposable listening = Disposables.disposed();
  private volatile boolean running;

  Farewell(Stopping stopping, Broadcaster broadcaster, Connections connections, StopStatus status) {
    this.stopping = stopping;
    this.broadcaster = broadcaster;
    this.connections = connections;
    this.status = status;
  }

  /// Tells operators.
  private void announce() {
    OptionalLong back = status.restartExpectedMs();
    ObjectNode payload =
        JsonNodeFactory.instance
            .objectNode()
            .put("reason", back.isPresent() ? "server_restarting" : "server_stopping");
    back.ifPresent(ms -> payload.put("restartExpectedMs", ms));
    broadcaster.broadcast(Events.SHUTDOWN, payload, false, Audience.all());
  }

  @Override
  public void start() {
    listening = stopping.changes().filter(Boolean::booleanValue).subscribe(_ -> announce());
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    listening.dispose();
    CloseStatus why = status.status();
    String reason = Objects.requireNonNullElse(why.getReason(), "");
    List.copyOf(connections.sockets()).forEach(each -> each.close(why.getCode(), reason));
    connections.empty().copy().completeOnTimeout(null, PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /// After watches have ended, so that their watchers hear how far they came.
  @Override
  public int getPhase() {
    return StopPhases.CONNECTIONS - 1;
  }
}

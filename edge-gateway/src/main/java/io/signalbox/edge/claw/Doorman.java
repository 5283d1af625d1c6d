package io.signalbox.edge.claw;

import io.signalbox.edge.claw.Handshake.Accepted;
import io.signalbox.edge.claw.Handshake.Refused;
import io.signalbox.edge.cluster.ClusterState;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Takes the first frame of a connection: lets the client in, or tells it why not and closes.
@Component
final class Doorman {
  private static final Logger LOGGER = LoggerFactory.getLogger(Doorman.class);
  private static final String CONNECT = "connect";

  private final Handshake handshake;
  private final Connections connections;
  private final ClusterState cluster;
  private final HelloOk helloOk;
  private final List<ConnectionListener> listeners;
  private final Clock clock;

  Doorman(
      ClawSettings settings,
      Connections connections,
      ClusterState cluster,
      HelloOk helloOk,
      List<ConnectionListener> listeners,
      Clock clock) {
    this.handshake = new Handshake(settings.token(), settings.skew());
    this.connections = connections;
    this.cluster = cluster;
    this.helloOk = helloOk;
    this.listeners = List.copyOf(listeners);
    this.clock = clock;
  }

  /// Handles the first frame; completes, always normally, when the next one may be handled.
  Mono<Void> first(Connection connection, String nonce, byte[] text) {
    Frame frame;
    try {
      frame = Frame.parse(text);
    } catch (FrameException e) {
      refuse(connection, Responses.failed(e), "invalid frame: " + e.code());
      return Mono.empty();
    }
    return switch (frame) {
      case Frame.Request request when request.method().equals(CONNECT) ->
          connect(connection, nonce, request);
      case Frame.Request request -> notConnect(connection, request.id());
      case Frame.Response response -> notConnect(connection, response.id());
      case Frame.Event _ -> notConnect(connection, FrameException.NO_ID);
    };
  }

  private static Mono<Void> notConnect(Connection connection, String id) {
    String message = "invalid handshake: first request must be connect";
    refuse(connection, Responses.failed(id, MethodException.invalid(message)), message);
    return Mono.empty();
  }

  private static void refuse(Connection connection, byte[] answer, String reason) {
    connection.write(answer, false);
    connection.close(Handshake.POLICY_VIOLATION, reason);
  }

  private Mono<Void> connect(Connection connection, String nonce, Frame.Request request) {
    return switch (handshake.decide(
        request.params(), connection.peer(), nonce, clock.instant())) {
      case Refused refused -> {
        refused(connection, request, refused);
        yield Mono.empty();
      }
      case Accepted accepted -> accepted(connection, request, accepted);
    };
  }

  private static void refused(Connection connection, Frame.Request request, Refused refused) {
    LOGGER
        .atInfo()
        .addKeyValue("connectionId", connection.connectionId())
        .addKeyValue("reason", refused.reason())
        .log("an operator connection is refused");
    connection.write(Responses.failed(request.id(), refused.error()), false);
    connection.close(refused.closeCode(), refused.reason());
  }

  private Mono<Void> accepted(Connection connection, Frame.Request request, Accepted accepted) {
    connection.identified(accepted);
    return Flux.fromIterable(listeners)
        .concatMap(listener -> listener.connecting(connection))
        .then(Mono.<Void>fromRunnable(() -> letIn(connection, request)))
        .onErrorResume(failure -> {
          MethodException error = Failures.of(CONNECT, failure);
          refused(connection, request, new Refused(error, Handshake.POLICY_VIOLATION, error.text()));
          return Mono.empty();
        });
  }

  private void letIn(Connection connection, Frame.Request request) {
    connections.registered(connection);
    byte[] hello = Responses.ok(request.id(), helloOk.of(connection));
    if (!connection.connected(hello)) {
      connections.left(connection, connection.hello().deviceId());
      return;
    }
    LOGGER
        .atInfo()
        .addKeyValue("connectionId", connection.connectionId())
        .addKeyValue("role", connection.role().wireName())
        .addKeyValue("client", connection.hello().client().id())
        .log("operator connected");
    listeners.forEach(listener -> listener.connected(connection));
    cluster.touch();
  }
}

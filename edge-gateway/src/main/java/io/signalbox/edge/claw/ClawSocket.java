package io.signalbox.edge.claw;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.netty.handler.codec.TooLongFrameException;
import io.signalbox.edge.claw.ConnectionState.Challenged;
import io.signalbox.edge.claw.ConnectionState.Closing;
import io.signalbox.edge.claw.ConnectionState.Connected;
import io.signalbox.edge.cluster.ClusterState;
import io.signalbox.edge.identity.Loopback;
import io.signalbox.edge.identity.Principal;
import io.signalbox.edge.sockets.Channels;
import io.signalbox.edge.sockets.Incoming;
import io.signalbox.edge.sockets.SocketHandler;
import io.signalbox.kit.Ids;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketSession;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Runs one operator socket: challenge, handshake, calls. What goes out leaves through the
/// connection's outbox.
@Component
final class ClawSocket implements SocketHandler {
  private static final Logger LOGGER = LoggerFactory.getLogger(ClawSocket.class);

  private final Doorman doorman;
  private final Calls calls;
  private final Connections connections;
  private final PresenceBook presence;
  private final ClusterState cluster;
  private final Channels channels;
  private final ClawSettings settings;
  private final Clock clock;
  private final MeterRegistry meters;

  ClawSocket(
      Doorman doorman,
      Calls calls,
      Connections connections,
      PresenceBook presence,
      ClusterState cluster,
      Channels channels,
      ClawSettings settings,
      Clock clock,
      MeterRegistry meters) {
    this.doorman = doorman;
    this.calls = calls;
    this.connections = connections;
    this.presence = presence;
    this.cluster = cluster;
    this.channels = channels;
    this.settings = settings;
    this.clock = clock;
    this.meters = meters;
  }

  @Override
  public int frameLimit() {
    return Math.toIntExact(settings.frame().toBytes());
  }

  @Override
  public Mono<Void> handle(WebSocketSession socket) {
    Channel channel = channels.of(socket);
    if (channel == null) {
      return Mono.empty();
    }
    Connection connection = open(socket, channel);
    return Incoming.from(socket, connection::heardOf)
        .concatMap(frame -> take(connection, frame), 1)
        .then()
        .onErrorResume(TooLongFrameException.class, _ -> tooLarge(socket, connection))
        .doFinally(_ -> left(connection));
  }

  private Connection open(WebSocketSession socket, Channel channel) {
    String nonce = UUID.randomUUID().toString();
    Connection connection =
        new Connection(
            Ids.next().toString(),
            peer(socket),
            nonce,
            clock.instant(),
            new Transport(
                socket, channels, channel, settings.outbox(), settings.firstFrame().toBytes()),
            this::closed);
    connections.opened(connection);
    ObjectNode challenge =
        JsonNodeFactory.instance.objectNode().put("nonce", nonce).put("ts", clock.millis());
    connection.send(EventFrame.of(Events.CHALLENGE, challenge));
    return connection;
  }

  /// Fragments add up to more than one frame may have. Not over before the close is on its way, or
  /// another status would overtake it.
  private static Mono<Void> tooLarge(WebSocketSession socket, Connection connection) {
    connection.close(CloseStatus.TOO_BIG_TO_PROCESS.getCode(), "frame too large");
    return socket.closeStatus().then();
  }

  private Mono<Void> take(Connection connection, Incoming frame) {
    return switch (connection.state()) {
      case Challenged challenged -> doorman.first(connection, challenged.nonce(), frame.payload());
      case Connected _ -> {
        answer(connection, frame);
        yield Mono.empty();
      }
      case Closing _ -> Mono.empty();
    };
  }

  private void answer(Connection connection, Incoming incoming) {
    try {
      switch (frame(incoming)) {
        case Frame.Request request -> calls.begin(connection, request);
        case Frame.Response response -> throw unexpected(response.id());
        case Frame.Event _ -> throw unexpected(FrameException.NO_ID);
      }
    } catch (FrameException e) {
      connection.write(Responses.failed(e), false);
    }
  }

  private static Frame frame(Incoming incoming) {
    if (!incoming.isText()) {
      throw new FrameException(
          ParseCode.NOT_TEXT, FrameException.NO_ID, "Expected a text frame, but it is binary");
    }
    return Frame.parse(incoming.payload());
  }

  private static FrameException unexpected(String id) {
    return new FrameException(
        ParseCode.UNEXPECTED_TYPE, id, "Expected type to be req, but it is another");
  }

  private void closed(Connection connection, int code, String reason) {
    meters.counter("signalbox.edge.claw.closed", "code", Integer.toString(code)).increment();
    LOGGER
        .atInfo()
        .addKeyValue("connectionId", connection.connectionId())
        .addKeyValue("code", code)
        .addKeyValue("reason", reason)
        .log("an operator connection is closed from here");
  }

  private void left(Connection connection) {
    connection.gone();
    if (connection.isKnown()) {
      connections.left(connection, connection.hello().deviceId());
      presence.left(connection);
      cluster.touch();
    } else {
      connections.left(connection, null);
    }
  }

  private static Handshake.Peer peer(WebSocketSession socket) {
    HttpHeaders headers = socket.getHandshakeInfo().getHeaders();
    InetSocketAddress address = socket.getHandshakeInfo().getRemoteAddress();
    return new Handshake.Peer(
        (Principal) socket.getAttributes().get(Principal.ATTRIBUTE),
        Loopback.isSource(address, headers),
        Loopback.isForwarded(headers),
        address == null || address.getAddress() == null
            ? null
            : address.getAddress().getHostAddress());
  }
}

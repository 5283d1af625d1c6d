package io.signalbox.edge.claw.node;

import io.signalbox.edge.claw.Caller;
import io.signalbox.edge.claw.ConnectionListener;
import io.signalbox.edge.claw.Hello;
import io.signalbox.edge.claw.MethodException;
import io.signalbox.edge.claw.Role;
import io.signalbox.edge.devices.DeviceHello;
import io.signalbox.edge.devices.DeviceSession;
import io.signalbox.edge.devices.DeviceSessions;
import io.signalbox.edge.devices.DeviceSessions.Opening;
import io.signalbox.kit.Ids;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Makes a connection with the role of a node a device: registered before `hello-ok`, called from
/// then on, and gone with its connection.
@Component
final class NodeConnections implements ConnectionListener {
  private static final Logger LOGGER = LoggerFactory.getLogger(NodeConnections.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final DeviceSessions sessions;
  private final NodeCommands commands;
  private final Clock clock;
  private final ConcurrentMap<String, DeviceSession> nodes = new ConcurrentHashMap<>();

  NodeConnections(DeviceSessions sessions, NodeCommands commands, Clock clock) {
    this.sessions = sessions;
    this.commands = commands;
    this.clock = clock;
  }

  /// The session of a node that calls a method.
  DeviceSession session(Caller caller) {
    DeviceSession session = nodes.get(caller.connectionId());
    if (session == null) {
      throw MethodException.unavailable("the session of this node is over; connect again");
    }
    return session;
  }

  @Override
  public Mono<Void> connecting(Caller caller) {
    return switch (caller.role()) {
      case OPERATOR -> Mono.empty();
      case NODE -> register(caller);
    };
  }

  private Mono<Void> register(Caller caller) {
    DeviceHello hello = Declared.registration(caller.hello(), allowed(caller.hello()));
    String nodeId = Ids.device(caller.principal().tenant(), hello.deviceKey()).toString();
    return sessions
        .open(caller.principal(), hello, new NodeLink(caller, nodeId, clock))
        .doOnNext(opening -> opened(caller, opening))
        .then();
  }

  private List<String> allowed(Hello hello) {
    Platform platform = Platform.of(hello.client().platform(), hello.client().deviceFamily());
    List<String> allowed =
        hello.commands().stream()
            .distinct()
            .filter(command -> commands.allows(platform, command))
            .toList();
    if (allowed.size() < hello.commands().size()) {
      LOGGER
          .atInfo()
          .addKeyValue("platform", platform)
          .addKeyValue("declared", hello.commands().size())
          .addKeyValue("allowed", allowed.size())
          .log("a node declares commands that are not allowed");
    }
    return allowed;
  }

  private void opened(Caller caller, Opening opening) {
    switch (opening) {
      case Opening.Opened(DeviceSession session) -> {
        nodes.put(caller.connectionId(), session);
        caller.onClose(() -> left(caller, session));
      }
      case Opening.Refused(_, String reason) -> throw MethodException.invalid(reason);
      case Opening.Late _ ->
          throw MethodException.unavailable("the device registry does not answer at the moment")
              .retryAfter(PAUSE);
    }
  }

  private void left(Caller caller, DeviceSession session) {
    nodes.remove(caller.connectionId(), session);
    var _ = sessions.close(session, "closed"); // goes on by itself
  }

  @Override
  public void connected(Caller caller) {
    if (caller.role() == Role.NODE) {
      DeviceSession session = nodes.get(caller.connectionId());
      if (session != null) {
        session.deliver();
      }
    }
  }
}

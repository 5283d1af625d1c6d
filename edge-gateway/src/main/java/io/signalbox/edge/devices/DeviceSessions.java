package io.signalbox.edge.devices;

import io.micrometer.core.instrument.MeterRegistry;
import io.signalbox.edge.commands.CommandGate;
import io.signalbox.edge.commands.CommandGate.Target;
import io.signalbox.edge.commands.LogUnavailableException;
import io.signalbox.edge.draining.StopPhases;
import io.signalbox.edge.identity.Principal;
import io.signalbox.kit.Ids;
import io.signalbox.kit.Instance;
import io.signalbox.kit.kafka.Answer;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.device.ConnectDevice;
import io.signalbox.schemas.device.DeviceCommand;
import io.signalbox.schemas.device.DeviceDispatch;
import io.signalbox.schemas.device.DisconnectDevice;
import io.signalbox.schemas.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/// The device sessions of this instance: at most one per device, the newest.
///
/// A session listens for dispatches before the registry hears of it, so none that is routed to it
/// can be missed. Its end is announced only after its beginning.
@Component
public final class DeviceSessions implements SmartLifecycle {
  private static final Logger LOGGER = LoggerFactory.getLogger(DeviceSessions.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /// A registry that never hears of the end of a session has calls sent to nobody for ever.
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final Dispatches dispatches;
  private final CommandGate gate;
  private final RegistryWords words;
  private final CallLeases leases;
  private final Instance instance;
  private final ConcurrentMap<String, DeviceSession> sessions = new ConcurrentHashMap<>();
  private volatile boolean running;

  DeviceSessions(
      Dispatches dispatches,
      CommandGate gate,
      RegistryWords words,
      CallLeases leases,
      Instance instance,
      MeterRegistry meters) {
    this.dispatches = dispatches;
    this.gate = gate;
    this.words = words;
    this.leases = leases;
    this.instance = instance;
    meters.gaugeMapSize("signalbox.edge.devices", List.of(), sessions);
  }

  /// What came of the wish to open a session.
  public sealed interface Opening {

    /// The registry knows the session. Tell the device, then let the session deliver.
    record Opened(DeviceSession session) implements Opening {}

    /// The registry refused.
    record Refused(String code, String reason) implements Opening {}

    /// The log or the registry did not answer in time; the session is given up.
    record Late() implements Opening {}
  }

  /// How many devices are connected here.
  public int count() {
    return sessions.size();
  }

  /// The open session of a device of a tenant; empty when it has none here.
  Optional<DeviceSession> find(String tenant, String deviceId) {
    return Optional.ofNullable(sessions.get(deviceId))
        .filter(session -> session.isOf(tenant) && session.seq() > 0);
  }

  /// Opens a session. An older one of the same device ends.
  public Mono<Opening> open(Principal owner, DeviceHello hello, DeviceLink link) {
    return Mono.defer(() -> {
      String deviceId = Ids.device(owner.tenant(), hello.deviceKey()).toString();
      DeviceSession session =
          new DeviceSession(owner, deviceId, Ids.next().toString(), hello, link);
      return attached(session)
          .flatMap(ready -> ready ? connect(owner, session, hello) : givenUp(session))
          .doOnError(_ -> abandon(session))
          .doOnCancel(() -> abandon(session));
    });
  }

  /// Whether the session's place in the log could be fixed in time.
  private Mono<Boolean> attached(DeviceSession session) {
    CompletableFuture<DeviceSession> attached =
        dispatches
            .attach(session.deviceId(), dispatch -> next(session, dispatch))
            .thenApply(session::attached);
    return Mono.fromFuture(attached, true).map(_ -> true).timeout(PATIENCE, Mono.just(false));
  }

  private void next(DeviceSession session, DeviceDispatch dispatch) {
    session.next(dispatch);
    leases.next(session, dispatch);
    words.next(session, dispatch);
  }

  private Mono<Opening> connect(Principal owner, DeviceSession session, DeviceHello hello) {
    enter(session);
    CompletableFuture<@Nullable Answer> answer =
        gate.ask(
                Topics.DEVICE_COMMANDS,
                new Target(owner, session.deviceId()),
                envelope -> command(envelope, hello, session),
                PATIENCE)
            .toFuture();
    session.connecting(answer);
    return Mono.fromFuture(answer, true).map(each -> opening(session, each));
  }

  private Mono<Opening> givenUp(DeviceSession session) {
    abandon(session);
    return Mono.just(new Opening.Late());
  }

  /// Closes a session that never came to be, in its own time.
  private void abandon(DeviceSession session) {
    var _ = close(session, "closed");
  }

  private void enter(DeviceSession session) {
    DeviceSession older = sessions.put(session.deviceId(), session);
    if (older != null) {
      older.link().end(DeviceLink.End.SUPERSEDED);
    }
    if (session.isClosed()) {
      sessions.remove(session.deviceId(), session);
    }
  }

  private Opening opening(DeviceSession session, Answer answer) {
    return switch (answer) {
      case Answer.Accepted accepted -> {
        session.registered(accepted.seq());
        LOGGER
            .atInfo()
            .addKeyValue("deviceId", session.deviceId())
            .addKeyValue("sessionId", session.sessionId())
            .log("device connected");
        yield new Opening.Opened(session);
      }
      case Answer.Rejected rejected -> {
        abandon(session);
        yield new Opening.Refused(rejected.code(), rejected.reason());
      }
      case Answer.Late _ -> {
        abandon(session);
        yield new Opening.Late();
      }
    };
  }

  private DeviceCommand command(Envelope envelope, DeviceHello hello, DeviceSession session) {
    ConnectDevice payload =
        ConnectDevice.newBuilder()
            .setDeviceKey(hello.deviceKey())
            .setDisplayName(hello.displayName())
            .setCapabilities(hello.capabilities())
            .setTools(hello.tools())
            .setHeldCalls(hello.heldCalls())
            .setSessionId(session.sessionId())
            .setEdgeId(instance.id())
            .setRemoteAddress(hello.remoteAddress())
            .setUserAgent(hello.userAgent())
            .setLabels(Labels.wire(hello.labels()))
            .build();
    return DeviceCommand.newBuilder().setEnvelope(envelope).setPayload(payload).build();
  }

  /// Ends a session, and lets the registry know. Doing so again changes nothing.
  ///
  /// @param reason for the log: `closed`, `edge_stopped` ...
  /// @return completes, always normally, when the log has it
  public CompletableFuture<@Nullable Void> close(DeviceSession session, String reason) {
    if (!session.close()) {
      return CompletableFuture.completedFuture(null);
    }
    sessions.remove(session.deviceId(), session);
    return session.announced().thenCompose(_ -> disconnect(session, reason));
  }

  private CompletableFuture<@Nullable Void> disconnect(DeviceSession session, String reason) {
    DisconnectDevice payload =
        DisconnectDevice.newBuilder().setSessionId(session.sessionId()).setReason(reason).build();
    return gate.tell(
            Topics.DEVICE_COMMANDS,
            new Target(session.device(), session.deviceId()),
            envelope ->
                DeviceCommand.newBuilder().setEnvelope(envelope).setPayload(payload).build())
        .doOnError(failure -> unheard(session, failure))
        .retryWhen(
            Retry.backoff(Long.MAX_VALUE, FIRST_PAUSE)
                .maxBackoff(LONGEST_PAUSE)
                .filter(failure -> running && failure instanceof LogUnavailableException))
        .onErrorComplete()
        .toFuture();
  }

  private static void unheard(DeviceSession session, Throwable failure) {
    LOGGER
        .atWarn()
        .addKeyValue("deviceId", session.deviceId())
        .addKeyValue("sessionId", session.sessionId())
        .setCause(failure)
        .log("the end of a device session could not be written");
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    CompletableFuture<?>[] closing =
        sessions.values().stream().map(this::stop).toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(closing)
        .completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }

  private CompletableFuture<@Nullable Void> stop(DeviceSession session) {
    CompletableFuture<@Nullable Void> closed = close(session, "edge_stopped");
    session.link().end(DeviceLink.End.STOPPING);
    return closed;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /// Before the web server stops, so that devices hear why.
  @Override
  public int getPhase() {
    return StopPhases.CONNECTIONS;
  }
}

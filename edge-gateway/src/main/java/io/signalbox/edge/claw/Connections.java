package io.signalbox.edge.claw;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The connections of this edge: all by id, those of a device by its fingerprint. Those whose
/// handshake is not done are known, but not shown.
@Component
final class Connections {
  private final Map<String, Connection> all = new ConcurrentHashMap<>();
  private final Map<String, Set<Connection>> byDevice = new ConcurrentHashMap<>();
  private volatile CompletableFuture<Void> empty = CompletableFuture.completedFuture(null);

  Connections(MeterRegistry meters) {
    for (Role role : Role.values()) {
      meters.gauge(
          "signalbox.edge.operators",
          List.of(io.micrometer.core.instrument.Tag.of("role", role.wireName())),
          this,
          known -> known.byRole(role).count());
    }
  }

  /// A socket is open.
  synchronized void opened(Connection connection) {
    if (empty.isDone()) {
      empty = new CompletableFuture<>();
    }
    all.put(connection.connectionId(), connection);
  }

  /// A connection is known from now on.
  void registered(Connection connection) {
    String device = connection.hello().deviceId();
    if (device != null) {
      byDevice
          .computeIfAbsent(device, _ -> ConcurrentHashMap.newKeySet(1))
          .add(connection);
    }
  }

  /// A socket is gone; doing so again changes nothing.
  synchronized void left(Connection connection, @Nullable String device) {
    all.remove(connection.connectionId());
    if (device != null) {
      byDevice.computeIfPresent(
          device,
          (_, ofDevice) -> {
            ofDevice.remove(connection);
            return ofDevice.isEmpty() ? null : ofDevice;
          });
    }
    if (all.isEmpty()) {
      empty.complete(null);
    }
  }

  /// The connection of an id; null when there is none.
  @Nullable Connection byId(String id) {
    Connection found = all.get(id);
    return found != null && found.isConnected() ? found : null;
  }

  Stream<Connection> byRole(Role role) {
    return connected().filter(each -> each.role() == role);
  }

  Stream<Connection> byScope(Scope scope) {
    return connected().filter(each -> each.scopes().contains(scope));
  }

  Stream<Connection> byDevice(String deviceId) {
    return byDevice.getOrDefault(deviceId, Set.of()).stream().filter(Connection::isConnected);
  }

  /// All whose handshake is done.
  Stream<Connection> connected() {
    return all.values().stream().filter(Connection::isConnected);
  }

  /// How many there are whose handshake is done.
  int count() {
    return (int) connected().count();
  }

  /// All sockets.
  Collection<Connection> sockets() {
    return all.values();
  }

  /// Completes when there is no socket.
  CompletableFuture<Void> empty() {
    return empty;
  }
}

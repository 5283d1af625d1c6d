package io.signalbox.edge.claw;

import io.signalbox.edge.cluster.ClusterSettings;
import io.signalbox.edge.cluster.PresenceEntry;
import io.signalbox.edge.cluster.PresenceSource;
import io.signalbox.edge.identity.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/// The clients of this edge that others are told of: those that are there, and for a while those
/// that have left. Command lines come and go and are not told of.
@Component
final class PresenceBook implements PresenceSource {
  private static final String COMMAND_LINE = "cli";

  private final Connections connections;
  private final Clock clock;
  private final Duration shown;
  private final int most;
  private final Map<List<String>, PresenceEntry> left = new LinkedHashMap<>();

  PresenceBook(
      Connections connections, Clock clock, ClawSettings settings, ClusterSettings cluster) {
    this.connections = connections;
    this.clock = clock;
    this.shown = settings.presence();
    this.most = cluster.presence();
  }

  /// A client has left.
  void left(Connection connection) {
    if (isTold(connection)) {
      PresenceEntry entry = entry(connection).left(clock.instant());
      synchronized (left) {
        left.remove(name(entry));
        left.put(name(entry), entry);
        if (left.size() > most) {
          left.remove(left.keySet().iterator().next());
        }
      }
    }
  }

  @Override
  public List<PresenceEntry> entries() {
    Map<List<String>, PresenceEntry> entries = new LinkedHashMap<>();
    connections
        .connected()
        .filter(PresenceBook::isTold)
        .sorted(Comparator.comparing(Connection::since).reversed())
        .limit(most)
        .map(PresenceBook::entry)
        .forEach(entry -> entries.putIfAbsent(name(entry), entry));
    gone().forEach(entry -> entries.putIfAbsent(name(entry), entry));
    return List.copyOf(entries.values());
  }

  private List<PresenceEntry> gone() {
    Instant since = clock.instant().minus(shown);
    synchronized (left) {
      left.values().removeIf(entry -> entry.at().isBefore(since));
      return new ArrayList<>(left.values()).reversed();
    }
  }

  @Override
  public int connections() {
    return connections.count();
  }

  private static boolean isTold(Connection connection) {
    return !connection.hello().client().mode().equals(COMMAND_LINE);
  }

  private static List<String> name(PresenceEntry entry) {
    return List.of(entry.tenant(), entry.key());
  }

  static PresenceEntry entry(Connection connection) {
    Hello hello = connection.hello();
    Hello.Client client = hello.client();
    Principal principal = connection.principal();
    return new PresenceEntry(
        principal.tenant(),
        key(connection),
        client.displayName() == null ? client.id() : client.displayName(),
        hello.remoteAddress(),
        client.version(),
        client.platform(),
        client.deviceFamily(),
        client.modelIdentifier(),
        client.mode(),
        hello.deviceId(),
        client.instanceId(),
        List.of(connection.role().wireName()),
        connection.scopes().stream().map(Scope::wireName).sorted().toList(),
        true,
        connection.since());
  }

  private static String key(Connection connection) {
    Hello hello = connection.hello();
    String instance = hello.client().instanceId();
    if (hello.deviceId() != null) {
      return hello.deviceId();
    }
    return instance == null ? connection.connectionId() : instance;
  }
}

package io.signalbox.edge.cluster;

import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One client as others see it.
///
/// @param key what makes two connections the same client: its device, else its installation, else
///   the connection itself
/// @param connected false when it has left a while ago
/// @param at when it came or left
public record PresenceEntry(
    String tenant,
    String key,
    @Nullable String host,
    @Nullable String ip,
    String version,
    String platform,
    @Nullable String deviceFamily,
    @Nullable String modelIdentifier,
    String mode,
    @Nullable String deviceId,
    @Nullable String instanceId,
    List<String> roles,
    List<String> scopes,
    boolean connected,
    Instant at) {
  public PresenceEntry {
    roles = List.copyOf(roles);
    scopes = List.copyOf(scopes);
  }

  /// Both entries of a client as one: it is there if it is there anywhere, with all that it may do;
  /// the newer tells what it is.
  PresenceEntry and(PresenceEntry other) {
    if (connected != other.connected) {
      return connected ? this : other;
    }
    PresenceEntry newer = at.isBefore(other.at) ? other : this;
    return newer.with(
        union(roles, other.roles), union(scopes, other.scopes), newer.connected, newer.at);
  }

  /// The same, having left.
  public PresenceEntry left(Instant when) {
    return with(roles, scopes, false, when);
  }

  private PresenceEntry with(
      List<String> allRoles, List<String> allScopes, boolean isConnected, Instant when) {
    return new PresenceEntry(
        tenant,
        key,
        host,
        ip,
        version,
        platform,
        deviceFamily,
        modelIdentifier,
        mode,
        deviceId,
        instanceId,
        allRoles,
        allScopes,
        isConnected,
        when);
  }

  private static List<String> union(List<String> some, List<String> others) {
    TreeSet<String> all = new TreeSet<>(some);
    all.addAll(others);
    return List.copyOf(all);
  }
}

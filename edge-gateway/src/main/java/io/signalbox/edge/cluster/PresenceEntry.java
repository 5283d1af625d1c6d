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
    return newer.having(union(roles, other.roles), union(scopes, other.scopes));
  }

  /// The same, having left.
  public PresenceEntry left(Instant when) {
    return new PresenceEntry(
        tenant, key, host, ip, version, platform, deviceFamily, modelIdentifier, mode, deviceId,
        instanceId, roles, scopes, false, when);
  }

  private PresenceEntry having(List<String> allRoles, List<String> allScopes) {
    return new PresenceEntry(
        tenant, key, host, ip, version, platform, deviceFamily, modelIdentifier, mode, deviceId,
        instanceId, allRoles, allScopes, connected, at);
  }

  private static List<String> union(List<String> some, List<String> others) {
    TreeSet<String> all = new TreeSet<>(some);
    all.addAll(others);
    return List.copyOf(all);
  }
}

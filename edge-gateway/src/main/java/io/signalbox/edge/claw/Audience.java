package io.signalbox.edge.claw;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who is to hear a broadcast.
///
/// @param tenant only those of this tenant; null = of all
/// @param role only those of this role
/// @param scope only those with this scope
/// @param include only these connections; empty = all
/// @param exclude all but these connections
public record Audience(
    @Nullable String tenant,
    @Nullable Role role,
    @Nullable Scope scope,
    Set<String> include,
    Set<String> exclude) {
  public Audience {
    include = Set.copyOf(include);
    exclude = Set.copyOf(exclude);
  }

  /// Every connection of this edge.
  public static Audience all() {
    return new Audience(null, null, null, Set.of(), Set.of());
  }

  /// All of a tenant.
  public static Audience of(String tenant) {
    return new Audience(tenant, null, null, Set.of(), Set.of());
  }

  /// Of these, only those of a role.
  public Audience with(Role only) {
    return new Audience(tenant, only, scope, include, exclude);
  }

  /// Of these, only those with a scope.
  public Audience with(Scope only) {
    return new Audience(tenant, role, only, include, exclude);
  }

  /// Whether a connection belongs to it.
  boolean has(Caller connection) {
    String id = connection.connectionId();
    return (tenant == null || tenant.equals(connection.principal().tenant()))
        && (role == null || role == connection.role())
        && (scope == null || connection.scopes().contains(scope))
        && (include.isEmpty() || include.contains(id))
        && !exclude.contains(id);
  }
}

package io.signalbox.edge.cluster;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An event for clients of one tenant, on whichever edge they are.
///
/// @param payload JSON
/// @param role only those of this role
/// @param scope only those with this scope
/// @param include only these connections; empty = all
/// @param exclude all but these connections
public record EdgeWord(
    String tenant,
    String event,
    String payload,
    @Nullable String role,
    @Nullable String scope,
    Set<String> include,
    Set<String> exclude) {
  public EdgeWord {
    include = Set.copyOf(include);
    exclude = Set.copyOf(exclude);
  }
}

package io.signalbox.edge.claw;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// How a client introduces itself: what its `connect` says beside role, scopes and proofs.
///
/// @param caps abilities of a node
/// @param commands commands that a node declares
/// @param permissions what a node is allowed on its machine; an object of flags
/// @param deviceId fingerprint of the key that the client has proved to own; null without one
/// @param remoteAddress address of the peer
public record Hello(
    Client client,
    List<String> caps,
    List<String> commands,
    ObjectNode permissions,
    @Nullable String pathEnv,
    @Nullable String deviceId,
    @Nullable String locale,
    @Nullable String userAgent,
    @Nullable String remoteAddress) {
  public Hello {
    caps = List.copyOf(caps);
    commands = List.copyOf(commands);
  }

  /// The program at the other end.
  ///
  /// @param id name of the program
  /// @param mode what it is used as: `cli`, `ui`, `node` ...
  /// @param instanceId names the installation across connections
  public record Client(
      String id,
      @Nullable String displayName,
      String version,
      String platform,
      @Nullable String deviceFamily,
      @Nullable String modelIdentifier,
      String mode,
      @Nullable String instanceId) {}
}

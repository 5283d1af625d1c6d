package io.signalbox.edge.claw;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.signalbox.edge.identity.Principal;
import io.signalbox.edge.json.InvalidInputException;
import io.signalbox.kit.Digests;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Decides who may connect, and as what. Pure.
///
/// @param token shared by all who may connect from elsewhere; empty = none may
/// @param skew how much the clock of a device may differ
record Handshake(String token, Duration skew) {
  static final int PROTOCOL = 3;
  static final int POLICY_VIOLATION = 1008;
  static final int PROTOCOL_ERROR = 1002;
  private static final String TENANT = "default";

  /// What is known of a peer before it says anything.
  ///
  /// @param principal who it is without any proof; null = nobody
  /// @param local whether it is on this machine
  /// @param forwarded whether it speaks for somebody else
  record Peer(
      @Nullable Principal principal, boolean local, boolean forwarded, @Nullable String address) {}

  /// What comes of it.
  sealed interface Outcome {}

  /// @param scopes with all that they imply
  record Accepted(Principal principal, Role role, Set<Scope> scopes, Hello hello)
      implements Outcome {
    public Accepted {
      scopes = Set.copyOf(scopes);
    }
  }

  /// @param error the answer to `connect`
  /// @param closeCode what the socket is closed with
  /// @param reason why, as the close says
  record Refused(MethodException error, int closeCode, String reason) implements Outcome {}

  /// Decides.
  ///
  /// @param nonce the challenge that the peer got
  Outcome decide(Params params, Peer peer, String nonce, Instant now) {
    ConnectRequest request;
    try {
      request = params.read(ConnectRequest::of);
    } catch (InvalidInputException e) {
      return refused("invalid connect params: " + e.getMessage());
    }
    if (request.minProtocol() > PROTOCOL || request.maxProtocol() < PROTOCOL) {
      return anotherProtocol();
    }
    Role role = Role.of(request.role());
    if (role == null) {
      return refused("invalid role");
    }
    String flaw = flawOfDevice(request, peer, nonce, now);
    if (flaw == null) {
      flaw = unauthorized(request, peer);
    }
    return flaw == null ? accepted(request, role, peer) : refused(flaw);
  }

  private @Nullable String flawOfDevice(
      ConnectRequest request, Peer peer, String nonce, Instant now) {
    DeviceProof proof = request.device();
    if (proof == null) {
      return null;
    }
    DeviceProof.Signed signed =
        new DeviceProof.Signed(
            request.client().id(),
            request.client().mode(),
            request.role(),
            String.join(",", request.scopes()),
            request.token() == null ? "" : request.token());
    return proof.flaw(signed, new DeviceProof.Challenge(nonce, peer.local(), now, skew));
  }

  /// Why the peer is not let in; null when it is. A token that is given must be right, also where
  /// none is needed.
  private @Nullable String unauthorized(ConnectRequest request, Peer peer) {
    String given = request.token();
    if (given != null && !token.isEmpty()) {
      return isSame(given, token) ? null : "unauthorized: gateway token mismatch";
    }
    if (peer.principal() != null) {
      return null;
    }
    if (peer.forwarded() && token.isEmpty()) {
      return "unauthorized: proxy headers from an untrusted address";
    }
    if (token.isEmpty()) {
      return "unauthorized: no credentials are accepted here";
    }
    return request.password() == null
        ? "unauthorized: gateway token missing"
        : "unauthorized: gateway password not accepted";
  }

  private static Accepted accepted(ConnectRequest request, Role role, Peer peer) {
    DeviceProof device = request.device();
    Hello hello =
        new Hello(
            request.client(),
            request.caps(),
            request.commands(),
            request.permissions(),
            request.pathEnv(),
            device == null ? null : device.id(),
            request.locale(),
            request.userAgent(),
            peer.address());
    Principal local = peer.principal();
    Principal principal = local == null ? new Principal(TENANT, "user", "gateway-token") : local;
    return new Accepted(principal, role, granted(role, request.scopes()), hello);
  }

  /// What a peer may do that asks for these scopes.
  static Set<Scope> granted(Role role, List<String> asked) {
    EnumSet<Scope> granted = EnumSet.noneOf(Scope.class);
    switch (role) {
      case NODE -> {}
      case OPERATOR -> {
        if (asked.isEmpty()) {
          granted.addAll(Scope.ADMIN.implied());
        }
        for (String name : asked) {
          Scope scope = Scope.of(name);
          granted.addAll(scope == null ? Set.of() : scope.implied());
        }
      }
    }
    return granted;
  }

  private static Refused anotherProtocol() {
    ObjectNode details = JsonNodeFactory.instance.objectNode().put("expectedProtocol", PROTOCOL);
    return new Refused(
        MethodException.invalid("protocol mismatch").details(details),
        PROTOCOL_ERROR,
        "protocol mismatch");
  }

  static Refused refused(String message) {
    return new Refused(MethodException.invalid(message), POLICY_VIOLATION, message);
  }

  private static boolean isSame(String one, String other) {
    return MessageDigest.isEqual(
        Digests.sha256(one.getBytes(UTF_8)), Digests.sha256(other.getBytes(UTF_8)));
  }
}

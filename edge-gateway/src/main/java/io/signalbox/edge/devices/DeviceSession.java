package io.signalbox.edge.devices;

import io.signalbox.edge.identity.Principal;
import io.signalbox.schemas.device.DeviceDispatch;
import io.signalbox.schemas.device.DispatchToolCall;
import io.signalbox.schemas.device.RevokeToolCall;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// One connection of one device.
///
/// ```
/// OPENING: calls are kept back   -> OPEN: calls go straight to the device   -> CLOSED
/// ```
///
/// A call that is revoked while it is kept back is never delivered. The device is told all the
/// same: it may hold the call from an earlier session.
public final class DeviceSession {
  private static final int KEPT_BACK = 256;

  private enum State {
    OPENING,
    OPEN,
    CLOSED
  }

  private final Principal owner;
  private final String deviceId;
  private final String sessionId;
  private final DeviceHello hello;
  private final DeviceLink link;

  /// What to tell the device, by call.
  private final SequencedMap<String, Runnable> keptBack = new LinkedHashMap<>();

  /// Ids of the calls that the device got here, or came with, and whose end is not known.
  private final Set<String> held = ConcurrentHashMap.newKeySet();

  private State state = State.OPENING;
  private long seq;
  private @Nullable Runnable detach;
  private CompletableFuture<?> connected = CompletableFuture.completedFuture(null);

  DeviceSession(
      Principal owner, String deviceId, String sessionId, DeviceHello hello, DeviceLink link) {
    this.owner = owner;
    this.deviceId = deviceId;
    this.sessionId = sessionId;
    this.hello = hello;
    this.link = link;
    if (hello.heldCalls() != null) {
      held.addAll(hello.heldCalls());
    }
  }

  public String deviceId() {
    return deviceId;
  }

  /// A UUIDv7, new for each connection.
  public String sessionId() {
    return sessionId;
  }

  /// The device itself as a principal of the tenant that its connection proved.
  public Principal device() {
    return new Principal(owner.tenant(), "device", deviceId);
  }

  /// Takes note that the registry knows the session.
  synchronized void registered(long asOf) {
    seq = asOf;
  }

  /// The event of the device that began the session; 0 = the registry does not know it yet.
  synchronized long seq() {
    return seq;
  }

  DeviceHello hello() {
    return hello;
  }

  /// Whether the device keeps its calls over connections, and wants to hear that a result is safe.
  public boolean keepsCalls() {
    return hello.heldCalls() != null;
  }

  /// Ids of the calls that the device is believed to be at.
  Set<String> held() {
    return held;
  }

  synchronized boolean isOpen() {
    return state == State.OPEN;
  }

  boolean isOf(String tenant) {
    return owner.tenant().equals(tenant);
  }

  /// Hands over what was kept back, and from then on every call as it comes. To be called once the
  /// device knows its session.
  public synchronized void deliver() {
    if (state == State.OPENING) {
      state = State.OPEN;
      keptBack.values().forEach(Runnable::run);
      keptBack.clear();
    }
  }

  synchronized void next(DeviceDispatch dispatch) {
    if (!dispatch.getEnvelope().getTenantId().equals(owner.tenant())) {
      return;
    }
    switch (dispatch.getPayload()) {
      case DispatchToolCall call ->
          next(call.getSessionId(), call.getCallId(), () -> link.call(call));
      case RevokeToolCall revoked ->
          next(revoked.getSessionId(), revoked.getCallId(), () -> link.cancel(revoked));
      default -> {} // a newer service may send what this version does not know
    }
  }

  private void next(String toSession, String callId, Runnable delivery) {
    if (toSession.equals(sessionId)) {
      switch (state) {
        case OPENING -> keepBack(callId, delivery);
        case OPEN -> delivery.run();
        case CLOSED -> {} // the registry hears of the end of the session, and routes anew
      }
    }
  }

  /// Only the newest word on a call is kept.
  private void keepBack(String callId, Runnable delivery) {
    keptBack.remove(callId);
    if (keptBack.size() < KEPT_BACK) {
      keptBack.put(callId, delivery);
    } else {
      link.end(DeviceLink.End.OVERFLOW);
    }
  }

  DeviceLink link() {
    return link;
  }

  synchronized boolean isClosed() {
    return state == State.CLOSED;
  }

  synchronized DeviceSession attached(Runnable detachment) {
    detach = detachment;
    if (state == State.CLOSED) {
      detachment.run();
    }
    return this;
  }

  /// Takes note of the command that announces the session.
  synchronized void connecting(CompletableFuture<?> answer) {
    connected = answer;
  }

  /// Completes, always normally, once the log has the session's announcement or never will.
  synchronized CompletableFuture<@Nullable Void> announced() {
    return connected.handle((_, _) -> null);
  }

  /// Ends the session; false when it had ended before.
  synchronized boolean close() {
    if (state == State.CLOSED) {
      return false;
    }
    state = State.CLOSED;
    keptBack.clear();
    if (detach != null) {
      detach.run();
    }
    return true;
  }
}

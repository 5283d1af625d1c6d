package io.signalbox.edge.devices;

import io.signalbox.edge.identity.Principal;
import io.signalbox.schemas.device.DeviceDispatch;
import io.signalbox.schemas.device.DispatchToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One connection of one device.
///
/// ```
/// OPENING: calls are kept back   -> OPEN: calls go straight to the device   -> CLOSED
/// ```
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
  private final DeviceLink link;
  private final List<DispatchToolCall> keptBack = new ArrayList<>();
  private State state = State.OPENING;
  private @Nullable Runnable detach;
  private CompletableFuture<?> connected = CompletableFuture.completedFuture(null);

  DeviceSession(Principal owner, String deviceId, String sessionId, DeviceLink link) {
    this.owner = owner;
    this.deviceId = deviceId;
    this.sessionId = sessionId;
    this.link = link;
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

  /// Hands over what was kept back, and from then on every call as it comes. To be called once the
  /// device knows its session.
  public synchronized void deliver() {
    if (state == State.OPENING) {
      state = State.OPEN;
      keptBack.forEach(link::call);
      keptBack.clear();
    }
  }

  synchronized void next(DeviceDispatch dispatch) {
    if (dispatch.getPayload() instanceof DispatchToolCall call
        && call.getSessionId().equals(sessionId)
        && dispatch.getEnvelope().getTenantId().equals(owner.tenant())) {
      switch (state) {
        case OPENING -> keepBack(call);
        case OPEN -> link.call(call);
        case CLOSED -> {} // the registry hears of the end of the session, and routes anew
      }
    }
  }

  private void keepBack(DispatchToolCall call) {
    if (keptBack.size() < KEPT_BACK) {
      keptBack.add(call);
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

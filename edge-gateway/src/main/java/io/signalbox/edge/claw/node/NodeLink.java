package io.signalbox.edge.claw.node;

import io.signalbox.edge.claw.Caller;
import io.signalbox.edge.devices.DeviceLink;
import io.signalbox.schemas.device.DispatchToolCall;
import io.signalbox.schemas.device.RevokeToolCall;
import java.time.Clock;

/// The connection of a node, as devices are reached.
record NodeLink(Caller caller, String nodeId, Clock clock) implements DeviceLink {
  private static final int POLICY_VIOLATION = 1008;
  private static final int NO_SIGN_OF_LIFE = 4408;

  @Override
  public void call(DispatchToolCall call) {
    caller.send(NodeFrames.request(nodeId, call, clock.instant()));
  }

  @Override
  public void cancel(RevokeToolCall revoked) {
    caller.send(NodeFrames.cancel(nodeId, revoked));
  }

  /// Nodes number no events.
  @Override
  public void acknowledged(long lastSeq) {}

  @Override
  public void resend(long from, long to) {}

  @Override
  public void probe(Runnable heard) {
    caller.probe(heard);
  }

  @Override
  public void end(End reason) {
    switch (reason) {
      case SUPERSEDED -> caller.close(POLICY_VIOLATION, "the same node has connected again");
      case UNRESPONSIVE -> caller.close(NO_SIGN_OF_LIFE, "no sign of life");
      case OVERFLOW -> caller.close(POLICY_VIOLATION, "slow consumer");
      case STOPPING -> {} // whoever serves connections says how all of them end
    }
  }
}

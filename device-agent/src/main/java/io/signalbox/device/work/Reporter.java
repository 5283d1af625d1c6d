package io.signalbox.device.work;

import io.signalbox.device.call.CallRequest;
import io.signalbox.device.call.Lease;
import io.signalbox.device.call.Outcome;
import io.signalbox.device.link.Frames;
import io.signalbox.device.link.Line;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Says to the edge what is to be said, as far as there is a connection. Results are said again
/// until they are acknowledged; an edge that acknowledges nothing is believed once the frame is on
/// its way, and is spared the frames that it does not know.
final class Reporter {
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(30);

  private final InstantSource clock;
  private final Map<String, Instant> said = new HashMap<>();
  private @Nullable Line line;
  private boolean acks;

  Reporter(InstantSource clock) {
    this.clock = clock;
  }

  void connected(Line registered, boolean edgeAcknowledges) {
    line = registered;
    acks = edgeAcknowledges;
    said.clear();
  }

  void disconnected() {
    line = null;
  }

  /// @param believed is told the call's id where the edge will not acknowledge the result
  void result(CallRequest call, Outcome outcome, Consumer<String> believed) {
    if (line == null) {
      return; // it is said on the next connection
    }
    said.put(call.callId(), clock.instant());
    var sending = line.send(Frames.result(call, outcome));
    if (!acks) {
      var _ = sending.thenRun(() -> believed.accept(call.callId()));
    }
  }

  /// Whether the result of the call was not said for a while.
  boolean isDue(String callId) {
    Instant last = said.get(callId);
    return last == null || !clock.instant().isBefore(last.plus(AGAIN_AFTER));
  }

  /// Forgets when the result of the call was said.
  void forget(String callId) {
    said.remove(callId);
  }

  /// The call is still in hand.
  void progress(CallRequest call) {
    if (line != null && acks) {
      var _ = line.send(Frames.progress(call));
    }
  }

  /// The call was ended because it was canceled.
  ///
  /// @param believed is told the call's id once that is on its way; it is not acknowledged
  void stopped(CallRequest call, Consumer<String> believed) {
    if (line == null) {
      return; // it is said on the next connection
    }
    if (acks) {
      said.put(call.callId(), clock.instant());
      var frame = Frames.canceled(call.runId(), call.callId(), call.lease(), true);
      var _ = line.send(frame).thenRun(() -> believed.accept(call.callId()));
    } else {
      believed.accept(call.callId());
    }
  }

  /// The answer to a cancel frame about a call of which nothing is owed.
  void canceled(String runId, String callId, Lease lease, boolean stopped) {
    if (line != null && acks) {
      var _ = line.send(Frames.canceled(runId, callId, lease, stopped));
    }
  }
}

package io.signalbox.edge.sockets;

import java.util.OptionalLong;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.socket.CloseStatus;

/// What sockets are closed with when this instance stops, the same in every dialect: 1012 when it
/// is said that it comes back, else 1001.
@Component
public final class StopStatus {
  private static final CloseStatus GONE = CloseStatus.GOING_AWAY.withReason("Server shutting down");
  private static final CloseStatus RESTART =
      CloseStatus.SERVICE_RESTARTED.withReason("Server restarting");

  private final long restartExpectedMs;

  StopStatus(RestartSettings settings) {
    this.restartExpectedMs = settings.restartExpectedMs();
  }

  /// The status.
  public CloseStatus status() {
    return restartExpectedMs > 0 ? RESTART : GONE;
  }

  /// How soon the instance is back, milliseconds, if that is known.
  public OptionalLong restartExpectedMs() {
    return restartExpectedMs > 0 ? OptionalLong.of(restartExpectedMs) : OptionalLong.empty();
  }
}

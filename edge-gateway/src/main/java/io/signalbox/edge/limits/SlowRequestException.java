package io.signalbox.edge.limits;

import java.time.Duration;

/// A request took too long to arrive.
public final class SlowRequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SlowRequestException(Duration limit) {
    super(
        "Expected a whole request within %d ms, but there is more to come"
            .formatted(limit.toMillis()));
  }
}

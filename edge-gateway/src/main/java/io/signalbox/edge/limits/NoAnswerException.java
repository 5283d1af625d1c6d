package io.signalbox.edge.limits;

import java.time.Duration;

/// A request could not be answered in time, as something that it needs is away.
public final class NoAnswerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoAnswerException(Duration limit) {
    super("Expected an answer within %d ms, but there is none yet".formatted(limit.toMillis()));
  }
}

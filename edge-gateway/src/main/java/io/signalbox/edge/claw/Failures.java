package io.signalbox.edge.claw;

import io.r2dbc.spi.R2dbcException;
import io.signalbox.edge.commands.CommandTooLargeException;
import io.signalbox.edge.commands.LogUnavailableException;
import io.signalbox.edge.draining.StoppingException;
import io.signalbox.edge.json.InvalidInputException;
import io.signalbox.edge.json.MalformedJsonException;
import io.signalbox.edge.watch.CursorBeyondEndException;
import io.signalbox.edge.watch.InvalidCursorException;
import io.signalbox.edge.watch.NoSuchRunException;
import io.signalbox.edge.watch.RunDeletedException;
import java.time.Duration;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/// The one place that says which failure is which answer.
final class Failures {
  private static final Logger LOGGER = LoggerFactory.getLogger(Failures.class);
  private static final Duration SOON = Duration.ofSeconds(1);

  private Failures() {}

  /// The answer that a failed call gets. What nobody thought of tells nothing about itself.
  static MethodException of(String method, Throwable failure) {
    return switch (failure) {
      case MethodException e -> e;
      case InvalidInputException e -> params(method, e);
      case MalformedJsonException e -> params(method, e);
      case NoSuchRunException e -> invalid(e);
      case RunDeletedException e -> invalid(e);
      case InvalidCursorException e -> invalid(e);
      case CursorBeyondEndException e -> invalid(e);
      case CommandTooLargeException e -> invalid(e);
      case StoppingException e -> soon(Objects.toString(e.getMessage()));
      case LogUnavailableException e -> {
        away(method, e);
        yield soon("The log does not answer at the moment");
      }
      case DataAccessException e -> {
        away(method, e);
        yield soon("The database does not answer at the moment");
      }
      case R2dbcException e -> {
        away(method, e);
        yield soon("The database does not answer at the moment");
      }
      default -> {
        LOGGER.atError().addKeyValue("method", method).setCause(failure).log("a call failed");
        yield MethodException.unavailable("internal error");
      }
    };
  }

  private static MethodException params(String method, RuntimeException e) {
    return MethodException.invalid("invalid %s params: %s".formatted(method, e.getMessage()));
  }

  private static MethodException invalid(RuntimeException e) {
    return MethodException.invalid(Objects.toString(e.getMessage()));
  }

  private static MethodException soon(String message) {
    return MethodException.unavailable(message).retryAfter(SOON);
  }

  private static void away(String method, RuntimeException e) {
    LOGGER
        .atWarn()
        .addKeyValue("method", method)
        .addKeyValue("cause", String.valueOf(e.getMessage()))
        .log("a call cannot be served for now");
  }
}

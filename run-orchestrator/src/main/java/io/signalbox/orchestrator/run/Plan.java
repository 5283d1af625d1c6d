package io.signalbox.orchestrator.run;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// What a run needs to know of its agent's configuration to decide its steps.
///
/// @param maxSteps how many model turns a run may take
/// @param contextTokens how much of the conversation a model is shown, in estimated tokens
/// @param tools the tools that the agent declares, by name
public record Plan(
    int maxSteps, int contextTokens, Timeouts timeouts, Retries retries, Map<String, Tool> tools) {

  /// The longest that anything of a run may be told to take.
  public static final Duration LONGEST = Duration.ofDays(7);

  public Plan {
    tools = Map.copyOf(tools);
    if (maxSteps < 1) {
      throw new IllegalArgumentException(
          "Expected loop.maxSteps to be 1 or more, but got " + maxSteps);
    }
  }

  /// How long a run may take.
  ///
  /// @param run from its creation to its end
  /// @param queue until a worker takes a model call
  /// @param turn one attempt at a model call
  /// @param silence without any event, before the log says so
  public record Timeouts(Duration run, Duration queue, Duration turn, Duration silence) {
    public Timeouts {
      expect("timeouts.runMs", run);
      expect("timeouts.queueMs", queue);
      expect("timeouts.turnMs", turn);
      expect("timeouts.silenceMs", silence);
    }

    private static void expect(String name, Duration given) {
      if (given.isNegative() || given.isZero() || given.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException(
            "Expected %s to be 1 to %d, but got %d"
                .formatted(name, LONGEST.toMillis(), given.toMillis()));
      }
    }
  }

  /// How often and when a failed model call is made again.
  ///
  /// @param maxAttempts attempts at the model call of one step
  /// @param backoff pause after the first failed attempt; doubles with each
  /// @param maxBackoff longest pause, unless the provider asks for a longer one
  public record Retries(int maxAttempts, Duration backoff, Duration maxBackoff) {
    private static final int DOUBLINGS = 20;
    private static final int JITTER_STEPS = 1_000;

    public Retries {
      if (maxAttempts < 1) {
        throw new IllegalArgumentException(
            "Expected model.retries.maxAttempts to be 1 or more, but got " + maxAttempts);
      }
    }

    /// The pause after a failed attempt: exponential, and up to a quarter shorter or longer, so
    /// that runs which failed together do not come back together. The attempt's id stands in for
    /// chance, so a replay finds the same pause.
    Duration pause(int attempt, String attemptId) {
      long base = backoff.toMillis() << Math.min(attempt - 1, DOUBLINGS);
      long capped = Math.min(base, maxBackoff.toMillis());
      long step = Math.floorMod(attemptId.hashCode(), JITTER_STEPS + 1);
      return Duration.ofMillis(capped * 3 / 4 + capped * step / (2L * JITTER_STEPS));
    }
  }

  /// A tool that the agent declares.
  ///
  /// @param timeout how long a call may take; empty = as long as the run
  /// @param onFailure what a call that did not complete means for the run
  public record Tool(ExecutionTarget target, Optional<Duration> timeout, OnFailure onFailure) {}

  /// What a tool call that did not complete means for its run.
  public enum OnFailure {
    /// The model is told, and goes on.
    CONTINUE,
    /// The run fails.
    FAIL
  }
}

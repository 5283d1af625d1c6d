package io.signalbox.orchestrator.run;

import static io.signalbox.orchestrator.run.Runs.NOON;
import static io.signalbox.orchestrator.run.Runs.after;
import static io.signalbox.orchestrator.run.Runs.and;
import static io.signalbox.orchestrator.run.Runs.began;
import static io.signalbox.orchestrator.run.Runs.begin;
import static io.signalbox.orchestrator.run.Runs.complete;
import static io.signalbox.orchestrator.run.Runs.created;
import static io.signalbox.orchestrator.run.Runs.fail;
import static io.signalbox.orchestrator.run.Runs.failed;
import static io.signalbox.orchestrator.run.Runs.output;
import static io.signalbox.orchestrator.run.Runs.running;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.domain.Decision;
import io.signalbox.domain.Rejection;
import io.signalbox.orchestrator.run.RunCommand.FailModelAttempt;
import io.signalbox.orchestrator.run.RunCommand.TimeOutRun;
import io.signalbox.orchestrator.run.RunEvent.ModelAttemptFailed;
import io.signalbox.orchestrator.run.RunEvent.ModelAttemptRequested;
import io.signalbox.orchestrator.run.RunEvent.RunFailed;
import io.signalbox.orchestrator.run.RunEvent.RunStarted;
import io.signalbox.testing.Decider;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Model calls that fail, are lost and are made again.
class AttemptsTest {
  private static final String GONE =
      "The worker of the attempt is gone; another has taken over its request";
  private static final ModelAttemptFailed LOST =
      new ModelAttemptFailed(1, 1, "WORKER_LOST", GONE, true, Optional.empty());
  private static final Instant RETRY = after(Duration.ofSeconds(1));

  private final Decider<Run, RunCommand, RunEvent> runs = Runs.decider();

  @Test
  void shouldMakeAFailedCallAgainAfterAPause() {
    Instant retryAt = retryAt(running(), fail("a1"), NOON);
    assertThat(Duration.between(NOON, retryAt))
        .isBetween(Duration.ofMillis(750), Duration.ofMillis(1250));
    runs.given(and(running(), failed(1, 1, retryAt)))
        .when(retryAt, new TimeOutRun(retryAt))
        .then(new ModelAttemptRequested(1, 2));
    runs.given(and(running(), failed(1, 1, retryAt), new ModelAttemptRequested(1, 2)))
        .when(begin(1, 2, "a2"))
        .then(began(1, 2, 2, "a2"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 30})
  void shouldPauseLongerAfterEachFailureWithinTheBoundsOfItsJitter(int attempt) {
    Plan.Retries retries = new Plan.Retries(50, Duration.ofMillis(100), Duration.ofSeconds(1));
    long nominal = attempt > 4 ? 1_000 : 100L << (attempt - 1);
    for (int i = 0; i < 500; i++) {
      assertThat(retries.pause(attempt, "attempt-" + i).toMillis())
          .isBetween(nominal * 3 / 4, nominal * 5 / 4);
    }
  }

  @Test
  void shouldNotBringRunsBackTogetherThatFailedTogether() {
    Plan.Retries retries = new Plan.Retries(5, Duration.ofSeconds(10), Duration.ofMinutes(1));
    List<Duration> pauses =
        java.util.stream.IntStream.range(0, 100)
            .mapToObj(i -> retries.pause(1, "attempt-" + i))
            .distinct()
            .toList();
    assertThat(pauses).hasSizeGreaterThan(50);
  }

  @Test
  void shouldPauseAsLongAsTheProviderAsks() {
    FailModelAttempt limited =
        new FailModelAttempt(
            "a1", "RATE_LIMITED", "slow down", true, Optional.of(Duration.ofSeconds(90)));
    runs.given(running())
        .when(limited)
        .then(
            new ModelAttemptFailed(
                1,
                1,
                "RATE_LIMITED",
                "slow down",
                true,
                Optional.of(after(Duration.ofSeconds(90)))));
    FailModelAttempt hasty =
        new FailModelAttempt("a1", "X", "y", true, Optional.of(Duration.ofMillis(1)));
    assertThat(retryAt(running(), hasty, NOON)).isEqualTo(retryAt(running(), fail("a1"), NOON));
  }

  @Test
  void shouldNotWaitForARetryThatTheRunWillNotLiveToSee() {
    FailModelAttempt limited =
        new FailModelAttempt(
            "a1", "RATE_LIMITED", "slow down", true, Optional.of(Duration.ofMinutes(60)));
    runs.given(running())
        .when(limited)
        .then(
            new ModelAttemptFailed(1, 1, "RATE_LIMITED", "slow down", true, Optional.empty()),
            new RunFailed("RATE_LIMITED", "slow down", Usage.NONE));
  }

  @Test
  void shouldFailAtOnceWhereAnotherAttemptCannotHelp() {
    runs.given(running())
        .when(new FailModelAttempt("a1", "BAD_REQUEST", "no such model", false, Optional.empty()))
        .then(
            new ModelAttemptFailed(1, 1, "BAD_REQUEST", "no such model", false, Optional.empty()),
            new RunFailed("BAD_REQUEST", "no such model", Usage.NONE));
  }

  @Test
  void shouldGiveUpAfterTheLastAttempt() {
    runs.given(and(lastAttempt()))
        .when(fail("a3"))
        .then(
            new ModelAttemptFailed(1, 3, "OVERLOADED", "try later", true, Optional.empty()),
            new RunFailed("OVERLOADED", "try later", Usage.NONE));
  }

  @Test
  void shouldLetALaterDeliveryTakeOver() {
    runs.given(created(), new RunStarted(), began(1, 1, 1, 1, "a1"))
        .when(begin(1, 1, 2, "a2"))
        .then(
            new ModelAttemptFailed(1, 1, "WORKER_LOST", GONE, true, Optional.empty()),
            began(1, 2, 1, 2, "a2"));
  }

  @Test
  void shouldNotLetAWorkerTakeOverFromTheOneThatHasItsRequestNow() {
    // a worker that was held up asks only now, and its lock has run out
    runs.given(created(), new RunStarted(), began(1, 1, 1, 2, "a2"))
        .when(begin(1, 1, 1, "a1"))
        .thenRejected(Rejection.CONFLICT);
  }

  @Test
  void shouldHaveARequestGivenBackWhoseDeliveriesTheBrokerNoLongerCounts() {
    // a broker that was started again counts from one; the worker that had the request lost it
    runs.given(created(), new RunStarted(), began(1, 1, 1, 2, "a2"))
        .when(begin(1, 1, 2, "a3"))
        .thenRejected(Rejection.CONFLICT);
    runs.given(created(), new RunStarted(), began(1, 1, 1, 2, "a2"))
        .when(begin(1, 1, 3, "a3"))
        .then(LOST, began(1, 2, 1, 3, "a3"));
  }

  @Test
  void shouldLetAnotherWorkerTakeOverTheRequestOfOneThatIsGone() {
    runs.given(running()).when(begin(1, 1, "a2")).then(LOST, began(1, 2, 1, "a2"));
    runs.given(and(lastAttempt()))
        .when(begin(1, 3, "a4"))
        .then(
            new ModelAttemptFailed(1, 3, "WORKER_LOST", GONE, true, Optional.empty()),
            new RunFailed("WORKER_LOST", GONE, Usage.NONE));
  }

  @Test
  void shouldFenceAnAttemptByTheNextOne() {
    RunEvent[] past = and(running(), LOST, began(1, 2, "a2"));
    runs.given(past).when(output("a1", 0, "too late")).thenRejected(Rejection.STALE);
    runs.given(past).when(complete("a1", "too late")).thenRejected(Rejection.STALE);
    runs.given(past).when(fail("a1")).thenRejected(Rejection.STALE);
  }

  @Test
  void shouldRefuseOutputOfAnAttemptWhileItsSuccessorIsAwaited() {
    RunEvent[] pausing = and(running(), failed(1, 1, RETRY));
    runs.given(pausing).when(output("a1", 0, "too late")).thenRejected(Rejection.STALE);
    runs.given(and(pausing, new ModelAttemptRequested(1, 2)))
        .when(complete("a1", "too late"))
        .thenRejected(Rejection.STALE);
  }

  @Test
  void shouldRefuseARequestWhoseAttemptIsOver() {
    RunEvent[] second =
        and(running(), failed(1, 1, RETRY), new ModelAttemptRequested(1, 2), began(1, 2, 2, "a2"));
    runs.given(second).when(begin(1, 1, "a9")).thenRejected(Rejection.STALE);
    runs.given(and(running(), failed(1, 1, RETRY)))
        .when(begin(1, 1, "a9"))
        .thenRejected(Rejection.STALE);
  }

  @Test
  void shouldTakeWhicheverRequestComesFirstWhereTheCallWasAskedForTwice() {
    RunEvent[] twice = {created(), new ModelAttemptRequested(1, 2)};
    runs.given(twice).when(begin(1, 1, "a1")).then(new RunStarted(), began(1, 2, 1, "a1"));
    runs.given(and(twice, new RunStarted(), began(1, 2, 1, "a1")))
        .when(begin(1, 2, "a2"))
        .thenRejected(Rejection.STALE);
  }

  private static RunEvent[] lastAttempt() {
    return and(
        running(),
        failed(1, 1, RETRY),
        new ModelAttemptRequested(1, 2),
        began(1, 2, 2, "a2"),
        failed(1, 2, RETRY),
        new ModelAttemptRequested(1, 3),
        began(1, 3, 3, "a3"));
  }

  private Instant retryAt(RunEvent[] past, RunCommand command, Instant at) {
    Decision<RunEvent> decision = RunDecider.decide(Runs.state(past), command, at);
    assertThat(decision).isInstanceOf(Decision.Accepted.class);
    RunEvent only = ((Decision.Accepted<RunEvent>) decision).events().getFirst();
    return ((ModelAttemptFailed) only).retryAt().orElseThrow();
  }
}

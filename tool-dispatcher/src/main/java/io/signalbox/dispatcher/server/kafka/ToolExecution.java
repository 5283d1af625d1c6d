package io.signalbox.dispatcher.server.kafka;

import io.signalbox.kit.kafka.Answer;
import io.signalbox.kit.tools.ToolOutcome;
import io.signalbox.schemas.tool.ToolWork;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;

/// The execution of one call under one lease: asks whether the lease still counts, executes,
/// renews, and reports.
///
/// Nothing is begun under a lease that does not count any more, and what was begun is ended when
/// its lease is refused or the call is over otherwise.
final class ToolExecution {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final CallLine line;
  private final ToolWork work;
  private final Duration patience;
  private final Duration renewal;
  private final Sinks.One<Result> stopped = Sinks.one();
  private volatile boolean reporting;

  /// @param patience how long an answer may take before it is asked for again
  /// @param renewal how long after one renewal the next one comes
  ToolExecution(CallLine line, ToolWork work, Duration patience, Duration renewal) {
    this.line = line;
    this.work = work;
    this.patience = patience;
    this.renewal = renewal;
  }

  /// How an execution ended.
  enum Result {
    /// The result is in the log.
    COMPLETED,
    /// The failure is in the log.
    FAILED,
    /// The lease does not count any more.
    NOT_WANTED,
    /// The call was over before its execution.
    STOPPED,
    /// Somebody may have begun, and must not have it done twice.
    ABANDONED
  }

  ToolWork work() {
    return work;
  }

  /// Reports at once what takes no time, and has no effect on anything.
  Mono<Result> report(Mono<ToolOutcome> outcome) {
    return outcome.flatMap(this::submit);
  }

  /// Executes what may take its time, or has an effect.
  Mono<Result> run(Mono<ToolOutcome> execution) {
    Mono<Result> whole =
        begin()
            .flatMap(allowed ->
                allowed
                    ? Mono.firstWithSignal(execution.flatMap(this::submit), refused())
                    : Mono.just(Result.NOT_WANTED));
    return Mono.firstWithSignal(whole, stopped.asMono()).flatMap(this::confirmed);
  }

  /// Ends the execution, unless it is about to report anyway. Returns at once.
  void stop() {
    if (!reporting) {
      stopped.tryEmitValue(Result.STOPPED);
    }
  }

  /// Asks until there is an answer: work that goes back to the queue counts as begun.
  private Mono<Boolean> begin() {
    return renew()
        .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_PAUSE).maxBackoff(LONGEST_PAUSE))
        .repeat()
        .filter(answer -> !(answer instanceof Answer.Late))
        .next()
        .map(answer -> answer instanceof Answer.Accepted);
  }

  /// Renews the lease for as long as it is subscribed to, and says when it is refused.
  private Mono<Result> refused() {
    return Flux.interval(renewal)
        .onBackpressureDrop()
        .concatMap(_ -> renew().onErrorComplete())
        .filter(Answer.Rejected.class::isInstance)
        .next()
        .thenReturn(Result.NOT_WANTED);
  }

  private Mono<Answer> renew() {
    return Mono.fromCompletionStage(() -> line.renew(work, patience));
  }

  private Mono<Result> submit(ToolOutcome outcome) {
    reporting = true;
    Result result =
        switch (outcome) {
          case ToolOutcome.Completed _ -> Result.COMPLETED;
          case ToolOutcome.Failed _ -> Result.FAILED;
        };
    return Mono.fromCompletionStage(() -> line.submit(work, outcome)).thenReturn(result);
  }

  /// A call that was canceled waits to hear that nobody is at it any more.
  private Mono<Result> confirmed(Result result) {
    return switch (result) {
      case STOPPED, NOT_WANTED ->
          Mono.fromCompletionStage(() -> line.confirmStop(work)).thenReturn(result);
      case COMPLETED, FAILED, ABANDONED -> Mono.just(result);
    };
  }
}

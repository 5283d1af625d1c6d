package io.signalbox.dispatcher.server.kafka;

import io.signalbox.domain.Rejection;
import io.signalbox.kit.Ids;
import io.signalbox.kit.kafka.Answer;
import io.signalbox.kit.tools.ToolOutcome;
import io.signalbox.schemas.tool.ToolWork;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;

/// The execution of one call by one worker: asks whether it may begin, executes, renews its lease,
/// and reports.
///
/// Whoever begins gets a lease of its own, so what has an effect is begun once, however often the
/// queue hands it out. What was begun is ended when its lease is refused or the call is over.
final class ToolExecution {
  /// How a call refuses a second worker.
  private static final String TAKEN = Rejection.CONFLICT.name();

  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final ExecutorLine line;
  private final ToolWork work;
  private final Duration patience;
  private final Duration renewal;
  private final Sinks.One<Result> stopped = Sinks.one();
  private final String own = Ids.next().toString();
  private volatile boolean begun;
  private volatile boolean reporting;

  /// @param patience how long an answer may take before it is asked for again
  /// @param renewal how long after one renewal the next one comes
  ToolExecution(ExecutorLine line, ToolWork work, Duration patience, Duration renewal) {
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
    /// Another worker has begun.
    TAKEN,
    /// The call was over before its execution.
    STOPPED
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
            .flatMap(answer ->
                switch (answer) {
                  case Answer.Accepted _ ->
                      Mono.firstWithSignal(execution.flatMap(this::submit), refused());
                  case Answer.Rejected(String code, _) ->
                      Mono.just(code.equals(TAKEN) ? Result.TAKEN : Result.NOT_WANTED);
                  case Answer.Late _ -> Mono.<Result>never();
                });
    return Mono.firstWithSignal(whole, stopped.asMono()).flatMap(this::confirmed);
  }

  /// Ends the execution, unless it is about to report anyway. Returns at once.
  void stop() {
    if (!reporting) {
      stopped.tryEmitValue(Result.STOPPED);
    }
  }

  /// Asks until there is an answer.
  private Mono<Answer> begin() {
    return Mono.fromCompletionStage(() -> line.begin(work, own, patience))
        .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_PAUSE).maxBackoff(LONGEST_PAUSE))
        .repeat()
        .filter(answer -> !(answer instanceof Answer.Late))
        .next()
        .doOnNext(answer -> begun = answer instanceof Answer.Accepted);
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
    return Mono.fromCompletionStage(() -> line.renew(work, lease(), patience));
  }

  /// The one that it was queued under, until it has one of its own.
  private String lease() {
    return begun ? own : work.getLease();
  }

  private Mono<Result> submit(ToolOutcome outcome) {
    reporting = true;
    Result result =
        switch (outcome) {
          case ToolOutcome.Completed _ -> Result.COMPLETED;
          case ToolOutcome.Failed _ -> Result.FAILED;
        };
    return Mono.fromCompletionStage(() -> line.submit(work, lease(), outcome)).thenReturn(result);
  }

  /// A call that was canceled waits to hear that nobody is at it any more.
  private Mono<Result> confirmed(Result result) {
    return switch (result) {
      case STOPPED, NOT_WANTED ->
          Mono.fromCompletionStage(() -> line.confirmStop(work, lease())).thenReturn(result);
      case COMPLETED, FAILED, TAKEN -> Mono.just(result);
    };
  }
}

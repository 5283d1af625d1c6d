package io.signalbox.orchestrator.model.kafka;

import io.signalbox.domain.Rejection;
import io.signalbox.kit.kafka.Answer;
import io.signalbox.orchestrator.model.ModelCallException;
import io.signalbox.orchestrator.model.ModelChunk;
import io.signalbox.orchestrator.model.ModelChunk.Finished;
import io.signalbox.orchestrator.model.ModelChunk.ReasoningDelta;
import io.signalbox.orchestrator.model.ModelChunk.TextDelta;
import io.signalbox.orchestrator.model.ModelChunk.ToolCallWanted;
import io.signalbox.schemas.run.ModelDelta;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/// One attempt at a model call: asks the run to begin, streams, and tells the run how it went.
///
/// The provider is subscribed to and cancelled on threads of the scheduler, so that one that blocks
/// stands in nobody's way: neither of those who hear answers and stops, nor of its worker.
final class ModelAttempt {
  private final RunReports reports;
  private final Flux<ModelChunk> chunks;
  private final Scheduler scheduler;
  private final Sinks.One<Result> stopped = Sinks.one();
  private final DeltaOutbox outbox;
  private final StringBuilder text = new StringBuilder();
  private final List<ToolCallWanted> calls = new ArrayList<>();
  private @Nullable Finished finished;

  /// @param chunks makes the call when subscribed to
  /// @param scheduler has a thread for whoever blocks one
  ModelAttempt(RunReports reports, Flux<ModelChunk> chunks, Scheduler scheduler) {
    this.reports = reports;
    this.chunks = chunks;
    this.scheduler = scheduler;
    this.outbox = new DeltaOutbox(reports::output);
  }

  /// How an attempt ended.
  enum Result {
    /// The turn is in the log.
    COMPLETED,
    /// The failure is in the log.
    FAILED,
    /// The run no longer waits for this call.
    NOT_WANTED,
    /// The run knows of a worker that was handed the request as often or oftener. Whoever asks has
    /// lost it, or the broker has lost count: given back, it counts on.
    OVERTAKEN,
    /// The run did not answer in time; another attempt should ask again.
    UNANSWERED,
    /// The run asked to stop, and knows.
    STOPPED
  }

  /// Runs the attempt to its end; cancelling stops the provider's stream. Completes once the run's
  /// log has everything; fails only where Kafka does, and then the call must be made again.
  Mono<Result> run(Duration patience) {
    Mono<Result> work =
        Mono.fromCompletionStage(() -> reports.begin(patience))
            .flatMap(answer ->
                switch (answer) {
                  case Answer.Accepted _ -> stream();
                  case Answer.Rejected no when no.code().equals(Rejection.CONFLICT.name()) ->
                      Mono.just(Result.OVERTAKEN);
                  case Answer.Rejected _ -> Mono.just(Result.NOT_WANTED);
                  case Answer.Late _ -> Mono.just(Result.UNANSWERED);
                })
            .cancelOn(scheduler);
    return Mono.firstWithSignal(work, stopped.asMono()).doFinally(_ -> reports.silence());
  }

  /// Ends the attempt, whatever it does, and tells the run nothing more. Returns at once.
  void stop() {
    reports.silence();
    stopped.tryEmitValue(Result.STOPPED);
  }

  /// The detour by a plain publisher makes an error of what a provider throws when subscribed to;
  /// thrown on a thread of the scheduler, nobody would hear of it.
  private Mono<Result> stream() {
    return Flux.<ModelChunk>from(subscriber -> chunks.subscribe(subscriber))
        .subscribeOn(scheduler)
        .publishOn(scheduler)
        .doOnNext(this::take)
        .then(Mono.just(Optional.<Throwable>empty()))
        .onErrorResume(failure -> Mono.just(Optional.of(failure)))
        .flatMap(failure ->
            Mono.fromCompletionStage(outbox::close)
                .publishOn(scheduler)
                .then(Mono.defer(() -> end(failure))));
  }

  private void take(ModelChunk chunk) {
    switch (chunk) {
      case TextDelta delta -> {
        text.append(delta.text());
        outbox.add(delta("text", delta.text()));
      }
      case ReasoningDelta delta -> outbox.add(delta("reasoning", delta.text()));
      case ToolCallWanted call -> calls.add(call);
      case Finished end -> finished = end;
    }
  }

  private static ModelDelta delta(String kind, String piece) {
    return ModelDelta.newBuilder().setKind(kind).setText(piece).build();
  }

  private Mono<Result> end(Optional<Throwable> failure) {
    Finished end = finished;
    if (failure.isPresent() || end == null) {
      ModelCallException known = failure.map(ModelAttempt::known).orElseGet(ModelAttempt::cut);
      return Mono.fromCompletionStage(() -> reports.fail(known)).thenReturn(Result.FAILED);
    }
    return Mono.fromCompletionStage(() -> reports.complete(text.toString(), calls, end))
        .thenReturn(Result.COMPLETED);
  }

  private static ModelCallException known(Throwable failure) {
    return failure instanceof ModelCallException named
        ? named
        : new ModelCallException("PROVIDER_ERROR", failure.toString(), true);
  }

  private static ModelCallException cut() {
    return new ModelCallException(
        "STREAM_CUT", "The provider's stream ended before its turn did", true);
  }
}

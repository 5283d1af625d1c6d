package io.signalbox.orchestrator.model.kafka;

import io.signalbox.kit.Ids;
import io.signalbox.kit.kafka.Answer;
import io.signalbox.orchestrator.model.ModelCallException;
import io.signalbox.orchestrator.model.ModelChunk.Finished;
import io.signalbox.orchestrator.model.ModelChunk.ToolCallWanted;
import io.signalbox.schemas.run.BeginModelAttempt;
import io.signalbox.schemas.run.CompleteModelAttempt;
import io.signalbox.schemas.run.FailModelAttempt;
import io.signalbox.schemas.run.ModelDelta;
import io.signalbox.schemas.run.ModelRequest;
import io.signalbox.schemas.run.RecordModelOutput;
import io.signalbox.schemas.run.TokenUsage;
import io.signalbox.schemas.run.ToolCallDraft;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/// What one attempt at a model call tells the run that waits for it, until it is silenced.
final class RunReports {
  private static final Duration LONGEST_WAIT = Duration.ofDays(7);

  private final RunLine line;
  private final ModelRequest request;
  private final int delivery;
  private final UUID attemptId = Ids.next();
  private volatile boolean silenced;

  /// @param delivery how often the request was handed to a worker
  RunReports(RunLine line, ModelRequest request, int delivery) {
    this.line = line;
    this.request = request;
    this.delivery = delivery;
  }

  /// Made for this attempt; what the run stops it by.
  UUID attemptId() {
    return attemptId;
  }

  /// Tells the run nothing more, whoever still tries to.
  void silence() {
    silenced = true;
  }

  /// Asks the run whether this attempt may begin.
  CompletableFuture<Answer> begin(Duration patience) {
    BeginModelAttempt begin =
        BeginModelAttempt.newBuilder()
            .setStep(request.getStep())
            .setAttempt(request.getAttempt())
            .setDelivery(delivery)
            .setAttemptId(attemptId)
            .setWorker(line.worker())
            .build();
    return line.ask(request, begin, patience);
  }

  /// @param index number of the first delta
  CompletableFuture<RecordMetadata> output(int index, List<ModelDelta> deltas) {
    return tell(
        RecordModelOutput.newBuilder()
            .setAttemptId(attemptId)
            .setIndex(index)
            .setDeltas(deltas)
            .build());
  }

  CompletableFuture<RecordMetadata> complete(
      String text, List<ToolCallWanted> calls, Finished finished) {
    List<ToolCallDraft> drafts = calls.stream().map(RunReports::draft).toList();
    return tell(
        CompleteModelAttempt.newBuilder()
            .setAttemptId(attemptId)
            .setMessageId(Ids.next().toString())
            .setText(text)
            .setToolCalls(drafts)
            .setRefusedArguments(ToolArguments.refused(request.getConfig(), drafts))
            .setFinishReason(finished.reason())
            .setUsage(
                TokenUsage.newBuilder()
                    .setInputTokens(finished.inputTokens())
                    .setOutputTokens(finished.outputTokens())
                    .build())
            .build());
  }

  private static ToolCallDraft draft(ToolCallWanted call) {
    return ToolCallDraft.newBuilder()
        .setCallId(Ids.next().toString())
        .setToolName(call.toolName())
        .setArgs(call.args())
        .build();
  }

  CompletableFuture<RecordMetadata> fail(ModelCallException failure) {
    return tell(
        FailModelAttempt.newBuilder()
            .setAttemptId(attemptId)
            .setCode(failure.code())
            .setError(String.valueOf(failure.getMessage()))
            .setRetryable(failure.retryable())
            .setRetryAfterMs(failure.retryAfter().map(RunReports::millis).orElse(null))
            .build());
  }

  /// Providers say all sorts of things; a run waits neither a negative time nor for ever.
  private static long millis(Duration wait) {
    if (wait.isNegative()) {
      return 0;
    }
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT.toMillis() : wait.toMillis();
  }

  private CompletableFuture<RecordMetadata> tell(SpecificRecord payload) {
    return silenced
        ? CompletableFuture.failedFuture(
            new CancellationException("Attempt " + attemptId + " was ended from outside"))
        : line.tell(request, payload);
  }
}

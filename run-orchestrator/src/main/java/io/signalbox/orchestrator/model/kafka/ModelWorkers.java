package io.signalbox.orchestrator.model.kafka;

import io.signalbox.kit.Instance;
import io.signalbox.kit.kafka.QueueWorkers;
import io.signalbox.kit.kafka.WireConfig;
import io.signalbox.kit.kafka.WorkQueue;
import io.signalbox.orchestrator.model.kafka.ModelAttempt.Result;
import io.signalbox.schemas.run.ModelRequest;
import io.signalbox.schemas.topic.Topics;
import org.springframework.context.annotation.DependsOn;
import org.springframework.stereotype.Component;

/// The workers of this instance that make model calls. What a worker that lost its call still says
/// is void, because another attempt has begun.
@Component
@DependsOn("topicProvisioner")
final class ModelWorkers extends QueueWorkers<ModelRequest> {

  ModelWorkers(WireConfig config, ModelSettings settings, ModelCalls calls, Instance instance) {
    super(
        config,
        new WorkQueue<>(
            Topics.MODEL_REQUESTS,
            "model-workers",
            "model-worker",
            "signalbox.model.lock",
            settings.workers(),
            settings.lock()),
        instance,
        (request, delivery) ->
            calls.attempt(request, delivery).map(ModelWorkers::verdict).toFuture());
  }

  private static WorkQueue.Verdict verdict(Result result) {
    return switch (result) {
      case UNANSWERED, OVERTAKEN -> WorkQueue.Verdict.GIVE_BACK;
      case COMPLETED, FAILED, NOT_WANTED, STOPPED -> WorkQueue.Verdict.DONE;
    };
  }
}

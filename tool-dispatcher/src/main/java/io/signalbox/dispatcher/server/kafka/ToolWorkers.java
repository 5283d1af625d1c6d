package io.signalbox.dispatcher.server.kafka;

import io.signalbox.kit.Instance;
import io.signalbox.kit.kafka.QueueWorkers;
import io.signalbox.kit.kafka.WireConfig;
import io.signalbox.kit.kafka.WorkQueue;
import io.signalbox.schemas.tool.ToolWork;
import io.signalbox.schemas.topic.Topics;
import org.springframework.context.annotation.DependsOn;
import org.springframework.stereotype.Component;

/// The workers of this instance that execute tools.
@Component
@DependsOn("topicProvisioner")
final class ToolWorkers extends QueueWorkers<ToolWork> {

  ToolWorkers(
      WireConfig config, WorkSettings settings, ToolExecutions executions, Instance instance) {
    super(
        config,
        new WorkQueue<>(
            Topics.TOOL_WORK,
            "tool-workers",
            "tool-worker",
            "signalbox.tools.work.lock",
            settings.workers(),
            settings.lock()),
        instance,
        (work, _) -> executions.execute(work).map(_ -> WorkQueue.Verdict.DONE).toFuture());
  }
}

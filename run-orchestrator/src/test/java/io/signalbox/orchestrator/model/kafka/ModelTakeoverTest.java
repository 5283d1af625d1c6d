package io.signalbox.orchestrator.model.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalbox.kit.kafka.WireConfig;
import io.signalbox.schemas.run.BeginModelAttempt;
import io.signalbox.schemas.run.CompleteModelAttempt;
import io.signalbox.schemas.run.ModelRequest;
import io.signalbox.schemas.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.junit.jupiter.api.Test;

/// A call whose worker died is made by another.
class ModelTakeoverTest {

  @Test
  void shouldTakeOverTheCallOfADeadWorkerAfterItsLockRanOut() {
    try (WorkersWorld idle = WorkersWorld.start(WorkersWorld.WithRuns.class, 0);
        KafkaShareConsumer<String, ModelRequest> dead = new KafkaShareConsumer<>(consumer(idle))) {
      // given
      dead.subscribe(List.of(Topics.MODEL_REQUESTS.name()));
      String runId = idle.request(WorkersWorld.ECHO);
      await()
          .atMost(WorkersWorld.PATIENCE)
          .until(() -> !dead.poll(Duration.ofMillis(100)).isEmpty());
      // when
      try (WorkersWorld working = WorkersWorld.start(WorkersWorld.WithoutRuns.class, 2)) {
        // then
        idle.awaitTold(runId, CompleteModelAttempt.class);
        assertThat(idle.runs().told(runId, BeginModelAttempt.class))
            .extracting(BeginModelAttempt::getWorker)
            .containsExactly(working.instance());
      }
    }
  }

  /// Takes a call and neither makes nor gives it back.
  private static Map<String, Object> consumer(WorkersWorld world) {
    Map<String, Object> properties = world.get(WireConfig.class).shareConsumer("model-workers");
    properties.put("share.acknowledgement.mode", "explicit");
    return properties;
  }
}

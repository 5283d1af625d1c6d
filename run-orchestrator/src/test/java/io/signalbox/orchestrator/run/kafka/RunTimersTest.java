package io.signalbox.orchestrator.run.kafka;

import static io.signalbox.orchestrator.run.kafka.RunsOnTheLog.begin;
import static io.signalbox.orchestrator.run.kafka.RunsOnTheLog.complete;
import static io.signalbox.orchestrator.run.kafka.RunsOnTheLog.fail;
import static io.signalbox.orchestrator.run.kafka.RunsOnTheLog.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.kit.Ids;
import io.signalbox.kit.json.WireJson;
import io.signalbox.kit.kafka.WireRecords;
import io.signalbox.schemas.reply.CommandAccepted;
import io.signalbox.schemas.reply.CommandReply;
import io.signalbox.schemas.run.CancelRun;
import io.signalbox.schemas.run.DeleteRun;
import io.signalbox.schemas.run.Message;
import io.signalbox.schemas.run.ModelControl;
import io.signalbox.schemas.run.ModelRequest;
import io.signalbox.schemas.run.RunCommand;
import io.signalbox.schemas.run.RunEvent;
import io.signalbox.schemas.run.StartRun;
import io.signalbox.schemas.run.StopModelAttempt;
import io.signalbox.schemas.run.TimeOutRun;
import io.signalbox.schemas.session.RecordRunEnd;
import io.signalbox.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Deadlines, retries, eviction and removal of runs, through the log.
class RunTimersTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final String CONFIG = "{\"timeouts\":{\"queueMs\":2000}}";

  private final RunsOnTheLog log = new RunsOnTheLog(NOW);
  private final TestOutputTopic<String, RunEvent> events = log.out(Topics.RUN_EVENTS);
  private final TestOutputTopic<String, ModelRequest> requests = log.out(Topics.MODEL_REQUESTS);
  private final TestOutputTopic<String, RunCommand> timers = log.out(Topics.RUN_COMMANDS);
  private final TestOutputTopic<String, CommandReply> replies = log.out(Topics.COMMAND_REPLIES);
  private final UUID attempt = Ids.next();

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void shouldWakeARunThroughItsCommands() {
    // given
    log.say(start(CONFIG, "go"));
    // when
    log.pass(Duration.ofMillis(1_900));
    // then
    assertThat(timers.isEmpty()).isTrue();
    // when
    log.pass(Duration.ofMillis(100));
    // then
    TestRecord<String, RunCommand> timer = timers.readRecord();
    assertThat(timer.key()).isEqualTo(log.runId);
    assertThat(timer.value().getPayload()).isEqualTo(new TimeOutRun(NOW.plusSeconds(2)));
    assertThat(timer.value().getEnvelope().getTenantId()).isEqualTo("acme");
    assertThat(requests.readValuesToList())
        .extracting(ModelRequest::getAttempt)
        .containsExactly(1, 2);
  }

  @Test
  void shouldCallTheModelAgainAfterThePause() {
    // given
    log.say(start("{}", "go"));
    log.say(begin(attempt));
    log.say(fail(attempt));
    assertThat(requests.readValuesToList()).hasSize(1);
    // when
    log.pass(Duration.ofMillis(300));
    // then
    assertThat(requests.isEmpty()).isTrue();
    // when
    log.pass(Duration.ofMillis(500));
    // then
    ModelRequest again = requests.readValue();
    assertThat(again.getAttempt()).isEqualTo(2);
    assertThat(again.getMessages()).extracting(Message::getText).containsExactly("go");
  }

  @Test
  void shouldLoseNothingWhenAnotherProcessGoesOn() {
    // given
    log.say(start("{}", "go"));
    log.say(begin(attempt));
    log.say(fail(attempt));
    try (RunsOnTheLog next = new RunsOnTheLog(NOW)) {
      TestOutputTopic<String, ModelRequest> asked = next.out(Topics.MODEL_REQUESTS);
      next.restoreFrom(log);
      // when
      next.pass(Duration.ofSeconds(1));
      // then
      ModelRequest again = asked.readValue();
      assertThat(again.getEnvelope().getAggregateId()).isEqualTo(log.runId);
      assertThat(again.getAttempt()).isEqualTo(2);
      assertThat(again.getMessages()).extracting(Message::getText).containsExactly("go");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"completed", "failed", "canceled", "deleted"})
  void shouldKeepNothingOfARunAfterItsGrace(String outcome) {
    // given
    log.say(start("{\"model\":{\"retries\":{\"maxAttempts\":1}}}", "go"));
    log.say(begin(attempt));
    switch (outcome) {
      case "completed" -> log.say(complete(attempt, "done"));
      case "failed" -> log.say(fail(attempt));
      case "canceled" -> log.say(new CancelRun("enough"));
      default -> log.say(new DeleteRun(0L));
    }
    // when
    log.pass(RunsOnTheLog.GRACE.minusSeconds(1));
    // then
    assertThat(log.kept()).contains("runs:" + log.runId);
    // when
    log.pass(Duration.ofSeconds(2));
    // then
    assertThat(log.kept()).isEmpty();
    assertThat(timers.isEmpty()).isTrue();
  }

  @Test
  void shouldDeleteARunThatHasLeftTheStore() {
    // when
    log.say(new DeleteRun(3L));
    // then
    List<TestRecord<String, RunEvent>> written = events.readRecordsToList();
    assertThat(written).extracting(TestRecord::key).containsExactly(key(4), key(1), key(2), key(3));
    assertThat(type(written.getFirst().value())).isEqualTo("run.deleted");
    assertThat(written.getFirst().value().getEnvelope().getSeq()).isEqualTo(4);
    assertThat(written.subList(1, 4)).allSatisfy(each -> assertThat(each.value()).isNull());
    assertThat(replies.readValue().getPayload()).isEqualTo(new CommandAccepted(4L, 1));
    // when
    log.say(new DeleteRun(3L));
    log.pass(RunsOnTheLog.GRACE.plusSeconds(1));
    // then
    assertThat(events.isEmpty()).isTrue();
    assertThat(log.kept()).isEmpty();
  }

  @Test
  void shouldEraseEverythingThatARunSaid() {
    // given
    log.say(start("{}", "go"));
    events.readValuesToList();
    // when
    log.say(new DeleteRun(0L));
    // then
    assertThat(events.readRecordsToList())
        .extracting(TestRecord::key)
        .containsExactly(key(2), key(3), key(1), key(2));
    assertThat(log.kept()).noneMatch(each -> each.startsWith("run-"));
  }

  @Test
  void shouldStartARunOnce() {
    // given
    StartRun start = start("{}", "go");
    log.say(start);
    // when
    log.say(start);
    // then
    assertThat(events.readValuesToList()).hasSize(1);
    assertThat(requests.readValuesToList()).hasSize(1);
    assertThat(replies.readValuesToList())
        .extracting(CommandReply::getPayload)
        .containsExactly(new CommandAccepted(1L, 1), new CommandAccepted(1L, 0));
  }

  @Test
  void shouldTellTheSessionWhatWasSaidAndStopTheWorker() {
    // given
    StartRun start = StartRun.newBuilder(start("{}", "go")).setSessionId("session-1").build();
    log.say(start);
    log.say(begin(attempt));
    // when
    log.say(complete(attempt, "done"));
    // then
    var told = log.out(Topics.SESSION_COMMANDS).readRecord();
    assertThat(told.key()).isEqualTo("session-1");
    assertThat(told.value().getPayload())
        .isInstanceOfSatisfying(
            RecordRunEnd.class,
            end -> {
              assertThat(end.getStatus()).isEqualTo("completed");
              assertThat(end.getMessages())
                  .extracting(Message::getText)
                  .containsExactly("go", "done");
            });
  }

  @Test
  void shouldTellTheWorkerOfACanceledRunToStop() {
    // given
    log.say(start("{}", "go"));
    log.say(begin(attempt));
    // when
    log.say(new CancelRun("enough"));
    // then
    TestRecord<String, ModelControl> stop = log.out(Topics.MODEL_CONTROL).readRecord();
    assertThat(stop.key()).isEqualTo("worker-1");
    assertThat(stop.value().getPayload()).isEqualTo(new StopModelAttempt(attempt, "enough"));
  }

  @Test
  void shouldShowTheModelNoMoreThanTheAgentAllows() {
    // when
    log.say(start("{\"context\":{\"maxTokens\":300}}", "a".repeat(800), "b".repeat(800), "c"));
    // then
    assertThat(requests.readValue().getMessages())
        .extracting(each -> each.getText().substring(0, 1))
        .containsExactly("b", "c");
  }

  private String key(long seq) {
    return log.runId + "/" + seq;
  }

  private static String type(RunEvent event) {
    return WireJson.eventType(WireRecords.payload(event));
  }
}

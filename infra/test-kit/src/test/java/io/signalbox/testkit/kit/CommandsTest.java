package io.signalbox.testkit.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.kit.Ids;
import io.signalbox.kit.kafka.Answer;
import io.signalbox.kit.kafka.Commands;
import io.signalbox.kit.kafka.Partitions;
import io.signalbox.kit.kafka.RecordSender;
import io.signalbox.kit.kafka.WireConfig;
import io.signalbox.kit.kafka.WireRecords;
import io.signalbox.schemas.run.RunCommand;
import io.signalbox.schemas.run.RunEvent;
import io.signalbox.schemas.topic.Topics;
import io.signalbox.testing.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/// Commands, streams and answers, from one process to another and back.
class CommandsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @SuppressWarnings("NullAway.Init")
  private static ConfigurableApplicationContext asking;

  @SuppressWarnings("NullAway.Init")
  private static ConfigurableApplicationContext counting;

  private final String id = Ids.next().toString();

  @BeforeAll
  static void start() {
    asking = KitContext.start("asking", Map.of(), KitContext.Plain.class);
    counting = KitContext.start("counting", Map.of(), KitContext.Counting.class);
  }

  @AfterAll
  static void stop() {
    counting.close();
    asking.close();
  }

  @Test
  void shouldHearWhatBecameOfACommand() throws Exception {
    assertThat(ask(2).get()).isEqualTo(new Answer.Accepted(2, 2));
    assertThat(ask(0).get()).isEqualTo(new Answer.Accepted(2, 0));
    assertThat(ask(-3).get()).isEqualTo(new Answer.Rejected("CONFLICT", "cannot take 3 from 2"));
    assertThat(ask(1).get()).isEqualTo(new Answer.Accepted(3, 1));
  }

  @Test
  void shouldGiveEachAnswerToTheOneThatAsked() {
    // given
    String other = Ids.next().toString();

    // when
    List<CompletableFuture<Answer>> mine =
        IntStream.range(0, 12).mapToObj(_ -> ask(id, 1)).toList();
    List<CompletableFuture<Answer>> others =
        IntStream.range(0, 12).mapToObj(_ -> ask(other, 1)).toList();

    // then
    assertThat(seqs(mine))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 12).boxed().toList());
    assertThat(seqs(others))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 12).boxed().toList());
  }

  @Test
  void shouldHaveTheEventsInTheLogWhenTheAnswerIsThere() throws Exception {
    // when
    assertThat(ask(3).get()).isEqualTo(new Answer.Accepted(3, 3));

    // then
    List<ConsumerRecord<String, RunEvent>> events =
        Log.await(asking.getBean(WireConfig.class).consumer(), Topics.RUN_EVENTS.name(), id, 3);
    assertThat(events)
        .extracting(each -> WireRecords.envelope(each.value()).getSeq())
        .containsExactly(1L, 2L, 3L);
    assertThat(events)
        .allSatisfy(each -> {
          assertThat(each.partition()).isEqualTo(Partitions.of(id, 4));
          assertThat(each.headers().lastHeader("ce_type").value())
              .asString()
              .isEqualTo("run.status");
        });
  }

  @Test
  void shouldPutARecordWhereItsKeyBelongs() throws Exception {
    // given
    RecordSender sender = asking.getBean(RecordSender.class);

    // then
    for (int i = 0; i < 20; i++) {
      String key = Ids.next().toString();
      RunCommand command = Tally.command(key, 0, Instant.now(), null);
      assertThat(sender.send(Topics.RUN_COMMANDS, key, command).get().partition())
          .isEqualTo(Partitions.of(key, 4));
    }
  }

  @Test
  void shouldBeToldThatAnAnswerIsLate() throws Exception {
    // given
    RunCommand command = Tally.command(id, 1, Instant.now(), "nobody-answers-here");

    // when
    CompletableFuture<Answer> answer =
        asking.getBean(Commands.class).ask(Topics.RUN_COMMANDS, command, Duration.ofMillis(300));

    // then
    assertThat(answer.get()).isEqualTo(new Answer.Late());
    assertThat(Log.awaitText(Topics.RUN_EVENTS.name(), id, 1)).hasSize(1);
  }

  @Test
  void shouldFailWhenTheCommandCannotBeWritten() {
    // given
    RunCommand huge =
        RunCommand.newBuilder(Tally.command(id, 1, Instant.now(), null))
            .setPayload(
                io.signalbox.schemas.run.BeginModelAttempt.newBuilder()
                    .setStep(1)
                    .setAttemptId(Ids.next())
                    .setWorker("w".repeat(WireConfig.LARGEST_RECORD))
                    .build())
            .build();

    // when
    CompletableFuture<Answer> answer =
        asking.getBean(Commands.class).ask(Topics.RUN_COMMANDS, huge, PATIENCE);

    // then
    assertThatThrownBy(answer::get)
        .isInstanceOf(ExecutionException.class)
        .hasMessageContaining("max.request.size");
  }

  private CompletableFuture<Answer> ask(int wanted) {
    return ask(id, wanted);
  }

  private static CompletableFuture<Answer> ask(String id, int wanted) {
    Commands commands = asking.getBean(Commands.class);
    RunCommand command = Tally.command(id, wanted, Instant.now(), commands.replyTo());
    return commands.ask(Topics.RUN_COMMANDS, command, PATIENCE);
  }

  private static List<Long> seqs(List<CompletableFuture<Answer>> answers) {
    return answers.stream().map(each -> ((Answer.Accepted) each.join()).seq()).toList();
  }
}

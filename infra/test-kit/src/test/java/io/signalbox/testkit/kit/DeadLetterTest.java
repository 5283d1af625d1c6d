package io.signalbox.testkit.kit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.kit.Ids;
import io.signalbox.kit.kafka.Answer;
import io.signalbox.kit.kafka.Commands;
import io.signalbox.schemas.run.RunCommand;
import io.signalbox.schemas.topic.Topics;
import io.signalbox.testing.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.ConfigurableApplicationContext;

/// One bad record harms nobody but itself.
class DeadLetterTest {
  private static final String COMMANDS = Topics.RUN_COMMANDS.name();

  @SuppressWarnings("NullAway.Init")
  private static ConfigurableApplicationContext counting;

  private final String id = Ids.next().toString();

  static Stream<Arguments> nonsense() {
    return Stream.of(
        Arguments.of("no wire format", "not avro".getBytes(UTF_8)),
        Arguments.of("an id that no schema has", new byte[] {0, 0x7f, 0, 0, 1, 2, 3}),
        Arguments.of("nothing after the id", new byte[] {0, 0, 0, 0, 1}));
  }

  @BeforeAll
  static void start() {
    counting = KitContext.start("dead-letters", Map.of(), KitContext.Counting.class);
  }

  @AfterAll
  static void stop() {
    counting.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("nonsense")
  void shouldPutAsideWhatCannotBeDecoded(String name, byte[] bytes) throws Exception {
    // when
    RecordMetadata written = Log.write(COMMANDS, id, bytes);

    // then
    assertThat(ask(1)).isEqualTo(new Answer.Accepted(1, 1));
    ConsumerRecord<String, String> letter = letter();
    assertThat(letter.value()).isEqualTo(new String(bytes, UTF_8));
    assertThat(header(letter, "topic")).isEqualTo(COMMANDS);
    assertThat(header(letter, "partition")).isEqualTo(Integer.toString(written.partition()));
    assertThat(header(letter, "offset")).isEqualTo(Long.toString(written.offset()));
    assertThat(header(letter, "exception")).as(name).isNotBlank();
    assertThat(header(letter, "cause")).isNotBlank();
  }

  @Test
  void shouldPutAsideWhatCannotBeAppliedAndKeepNothingOfIt() throws Exception {
    // given
    assertThat(ask(Tally.BROKEN - 2)).isInstanceOf(Answer.Accepted.class);

    // when
    Log.write(COMMANDS, id, bytes(Tally.command(id, 2, Instant.now(), null)));

    // then
    assertThat(ask(1)).isEqualTo(new Answer.Accepted(Tally.BROKEN - 1, 1));
    ConsumerRecord<String, String> letter = letter();
    assertThat(header(letter, "exception")).isEqualTo(IllegalStateException.class.getName());
    assertThat(header(letter, "cause")).isEqualTo("a bug");
    assertThat(Log.awaitText(Topics.RUN_EVENTS.name(), id, Tally.BROKEN - 1))
        .hasSize(Tally.BROKEN - 1);
  }

  private Answer ask(int wanted) throws Exception {
    Commands commands = counting.getBean(Commands.class);
    RunCommand command = Tally.command(id, wanted, Instant.now(), commands.replyTo());
    return commands.ask(Topics.RUN_COMMANDS, command, Duration.ofSeconds(30)).get();
  }

  private ConsumerRecord<String, String> letter() {
    return Log.awaitText(Topics.RUN_COMMANDS.deadLetters(), id, 1).getFirst();
  }

  private static byte[] bytes(RunCommand command) {
    try (var serde =
        counting
            .getBean(io.signalbox.kit.kafka.WireConfig.class)
            .serdes()
            .forValues(Topics.RUN_COMMANDS)) {
      return serde.serializer().serialize(COMMANDS, command);
    }
  }

  private static String header(ConsumerRecord<?, ?> record, String name) {
    return new String(record.headers().lastHeader("signalbox.dlt." + name).value(), UTF_8);
  }
}

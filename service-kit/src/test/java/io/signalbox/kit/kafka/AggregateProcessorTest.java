package io.signalbox.kit.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.reply.CommandAccepted;
import io.signalbox.schemas.reply.CommandRejected;
import io.signalbox.schemas.reply.CommandReply;
import io.signalbox.schemas.run.RunCommand;
import io.signalbox.schemas.run.RunEvent;
import io.signalbox.schemas.tool.ToolRequest;
import io.signalbox.schemas.topic.Topic;
import io.signalbox.schemas.topic.Topics;
import io.signalbox.testing.PlainAvro;
import io.signalbox.testing.Tally;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AggregateProcessorTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678901Z");

  private final TopologyTestDriver driver =
      new TopologyTestDriver(Tally.topology(PlainAvro.serdes()), properties());
  private final TestInputTopic<String, RunCommand> commands =
      driver.createInputTopic(
          Topics.RUN_COMMANDS.name(),
          new StringSerializer(),
          PlainAvro.serdes().forValues(Topics.RUN_COMMANDS).serializer());
  private final TestOutputTopic<String, RunEvent> events = output(Topics.RUN_EVENTS);
  private final TestOutputTopic<String, ToolRequest> requests = output(Topics.TOOL_REQUESTS);
  private final TestOutputTopic<String, CommandReply> replies = output(Topics.COMMAND_REPLIES);

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void shouldNumberEventsWithoutHoles() {
    // when
    send(Tally.command("r1", 2, NOW, null));
    send(Tally.command("r2", 1, NOW, null));
    send(Tally.command("r1", 1, NOW, null));

    // then
    assertThat(events.readRecordsToList())
        .extracting(TestRecord::key, each -> WireRecords.envelope(each.value()).getSeq())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("r1", 1L),
            org.assertj.core.groups.Tuple.tuple("r1", 2L),
            org.assertj.core.groups.Tuple.tuple("r2", 1L),
            org.assertj.core.groups.Tuple.tuple("r1", 3L));
    assertThat(stored("r1")).isEqualTo(new Versioned<>(3, 3));
  }

  @Test
  void shouldTieAnEventToItsCommand() {
    // given
    RunCommand command = Tally.command("r1", 1, NOW, "edge-1");

    // when
    send(command);

    // then
    Envelope envelope = WireRecords.envelope(events.readValue());
    assertThat(envelope.getCausationId()).isEqualTo(Tally.id(command));
    assertThat(envelope.getEventId()).isNotEqualTo(Tally.id(command));
    assertThat(envelope)
        .usingRecursiveComparison()
        .comparingOnlyFields(
            "tenantId", "aggregateId", "occurredAt", "correlationId", "actor", "traceparent")
        .isEqualTo(command.getEnvelope());
    assertThat(envelope.getReplyTo()).isNull();
  }

  @Test
  void shouldSendWhatAnEventSetsGoing() {
    // when
    send(Tally.command("r1", 2, NOW, null));

    // then
    assertThat(requests.readRecordsToList())
        .extracting(TestRecord::key)
        .containsExactly("call-1", "call-2");
  }

  @Test
  void shouldAnswerWhoeverWaits() {
    // given
    RunCommand command = Tally.command("r1", 2, NOW, "edge-1");

    // when
    send(command);

    // then
    TestRecord<String, CommandReply> reply = replies.readRecord();
    assertThat(reply.key()).isEqualTo("edge-1");
    assertThat(reply.value().getCommandId()).isEqualTo(Tally.id(command));
    assertThat(reply.value().getPayload()).isEqualTo(new CommandAccepted(2L, 2));
    assertThat(replies.isEmpty()).isTrue();
  }

  @Test
  void shouldAnswerWithTheSeqThatStandsWhenNothingChanged() {
    // given
    send(Tally.command("r1", 2, NOW, null));

    // when
    send(Tally.command("r1", 0, NOW, "edge-1"));

    // then
    assertThat(replies.readValue().getPayload()).isEqualTo(new CommandAccepted(2L, 0));
  }

  @Test
  void shouldAnswerARefusalAndChangeNothing() {
    // when
    send(Tally.command("r1", -1, NOW, "edge-1"));

    // then
    assertThat(replies.readValue().getPayload())
        .isEqualTo(new CommandRejected("CONFLICT", "cannot take 1 from 0"));
    assertThat(events.isEmpty()).isTrue();
    assertThat(stored("r1")).isNull();
  }

  @Test
  void shouldNotAnswerWhenNobodyWaits() {
    // when
    send(Tally.command("r1", 1, NOW, null));
    send(Tally.command("r1", -1, NOW, null));

    // then
    assertThat(replies.isEmpty()).isTrue();
  }

  @Test
  void shouldRepeatTheEnvelopeInHeaders() {
    // when
    send(Tally.command("r1", 1, NOW, null));

    // then
    TestRecord<String, RunEvent> event = events.readRecord();
    assertThat(header(event, "ce_specversion")).isEqualTo("1.0");
    assertThat(header(event, "ce_id"))
        .isEqualTo(event.value().getEnvelope().getEventId().toString());
    assertThat(header(event, "ce_type")).isEqualTo("run.status");
    assertThat(header(event, "ce_source")).isEqualTo("/signalbox/tally");
    assertThat(header(event, "ce_time")).isEqualTo(NOW.toString());
    assertThat(header(event, "ce_subject")).isEqualTo("r1");
    assertThat(header(event, "ce_sequence")).isEqualTo("0000000000000000001");
    assertThat(header(event, "ce_tenantid")).isEqualTo("tenant-1");
    assertThat(header(event, "traceparent")).startsWith("00-0af7651916cd43dd8448eb211c80319c");
    assertThat(header(requests.readRecord(), "ce_type")).isEqualTo("RequestToolCall");
  }

  @Test
  void shouldKeepNothingOfADecisionThatFailsHalfWay() {
    // given
    send(Tally.command("r1", Tally.BROKEN - 2, NOW, null));
    events.readRecordsToList();
    requests.readRecordsToList();

    // when
    send(Tally.command("r1", 2, NOW, "edge-1"));

    // then
    assertThat(events.isEmpty()).isTrue();
    assertThat(requests.isEmpty()).isTrue();
    assertThat(replies.isEmpty()).isTrue();
    assertThat(stored("r1")).isEqualTo(new Versioned<>(Tally.BROKEN - 2, Tally.BROKEN - 2));
  }

  @Test
  void shouldPutTheCommandItFailsOnAside() {
    // given
    TestOutputTopic<String, String> dead =
        driver.createOutputTopic(
            Topics.RUN_COMMANDS.deadLetters(), new StringDeserializer(), new StringDeserializer());

    // when
    send(Tally.command("r1", Tally.BROKEN, NOW, "edge-1"));
    send(Tally.command("r1", 1, NOW, null));

    // then
    TestRecord<String, String> letter = dead.readRecord();
    assertThat(letter.key()).isEqualTo("r1");
    assertThat(header(letter, "signalbox.dlt.cause")).isEqualTo("a bug");
    assertThat(events.readRecordsToList()).hasSize(1);
  }

  @Test
  void shouldAnswerACommandThatItDoesNotKnow() {
    // given
    MockProcessorContext<String, SpecificRecord> context = new MockProcessorContext<>();
    AggregateProcessor<RunCommand, Integer, Integer, Integer> processor =
        new AggregateProcessor<>(
            new Tally(),
            new TopologyParts.Keeping<>(Tally.STORE, List.of(), _ -> NOTHING, Optional.empty()),
            Tally.SERVICE);
    context.setCurrentSystemTimeMs(NOW.toEpochMilli());
    processor.init(context);
    RunCommand known = Tally.command("r1", 1, NOW, "edge-1");
    Schema tomorrow = SchemaBuilder.record("Tomorrow").fields().endRecord();
    RunCommand unknown =
        RunCommand.newBuilder()
            .setEnvelope(known.getEnvelope())
            .setPayload(new GenericData.Record(tomorrow))
            .build();

    // when
    processor.process(new Record<>("r1", unknown, 0));

    // then
    assertThat(context.forwarded())
        .singleElement()
        .extracting(each -> ((CommandReply) each.record().value()).getPayload())
        .isEqualTo(new CommandRejected("UNSUPPORTED", "This version does not know Tomorrow"));
  }

  private static final States<Integer> NOTHING =
      new States<>() {
        @Override
        public @Nullable Versioned<Integer> get(String id) {
          return null;
        }

        @Override
        public void put(String id, Versioned<Integer> after) {
          throw new AssertionError("Expected nothing to be kept");
        }

        @Override
        public void remove(String id) {}
      };

  private void send(RunCommand command) {
    commands.pipeInput(WireRecords.envelope(command).getAggregateId(), command);
  }

  private Object stored(String id) {
    return driver.getKeyValueStore(Tally.STORE).get(id);
  }

  private <V extends SpecificRecord> TestOutputTopic<String, V> output(Topic<V> topic) {
    return driver.createOutputTopic(
        topic.name(), new StringDeserializer(), PlainAvro.serdes().forValues(topic).deserializer());
  }

  private static String header(TestRecord<?, ?> record, String name) {
    List<String> values = new java.util.ArrayList<>();
    record.headers().headers(name).forEach(each -> values.add(new String(each.value(), UTF_8)));
    assertThat(values).as(name).hasSize(1);
    return values.getFirst();
  }

  private static Properties properties() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "tally");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
    properties.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
    properties.put(
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, UnprocessableRecords.class);
    return properties;
  }
}

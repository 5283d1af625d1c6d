package io.signalbox.schemas.topic;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.run.RunEvent;
import io.signalbox.schemas.topic.Topic.Cleanup;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TopicsTest {

  static List<Topic<?>> topics() {
    return Topics.all();
  }

  static List<Topic<?>> eventTopics() {
    return Topics.all().stream().filter(each -> each.name().endsWith(".events")).toList();
  }

  @Test
  void shouldListEveryConstant() {
    assertThat(
            Arrays.stream(Topics.class.getFields())
                .filter(field -> field.getType() == Topic.class)
                .map(TopicsTest::value))
        .hasSizeGreaterThan(10)
        .containsExactlyInAnyOrderElementsOf(Topics.all());
  }

  @Test
  void shouldNameEachTopicOnce() {
    assertThat(Topics.all()).extracting(Topic::name).doesNotHaveDuplicates();
  }

  @Test
  void shouldHaveAsManyPartitionsEverywhereButInTheWorkQueueAndBetweenEdges() {
    assertThat(Topics.all())
        .filteredOn(topic -> topic != Topics.MODEL_REQUESTS && topic != Topics.EDGE_EVENTS)
        .extracting(Topic::partitions)
        .containsOnly(Topics.DEFAULT_PARTITIONS);
    assertThat(Topics.MODEL_REQUESTS.partitions()).isOne();
    assertThat(Topics.EDGE_EVENTS.partitions()).isOne();
  }

  @ParameterizedTest
  @MethodSource("topics")
  void shouldCarryAnEnvelope(Topic<?> topic) {
    assertThat(schema(topic).getField("envelope"))
        .isNotNull()
        .extracting(Schema.Field::schema)
        .isEqualTo(Envelope.getClassSchema());
  }

  @ParameterizedTest
  @MethodSource("topics")
  void shouldTellWhatItsKeyAndRecordsAre(Topic<?> topic) throws IOException {
    // given
    String readme = Files.readString(Path.of(System.getProperty("basedir", ""), "README.md"));

    // then
    assertThat(topic.key()).matches("[a-z]+Id(/seq)?");
    assertThat(readme)
        .containsPattern(
            "\\| `%s` \\| `%s` \\| `%s` \\|"
                .formatted(topic.name(), topic.key(), topic.value().getSimpleName()));
    assertDocumented(schema(topic), new HashSet<>());
  }

  @ParameterizedTest
  @MethodSource("eventTopics")
  void shouldNameEachFactOnce(Topic<?> topic) {
    // when
    List<Schema> payloads = schema(topic).getField("payload").schema().getTypes();

    // then
    assertThat(payloads)
        .isNotEmpty()
        .extracting(payload -> payload.getProp("eventType"))
        .doesNotHaveDuplicates()
        .allSatisfy(type -> assertThat(type).isNotNull().matches("[a-z_]+(\\.[a-z_]+)+"));
  }

  @Test
  void shouldGiveEveryTopicOfFactsFacts() {
    assertThat(eventTopics())
        .extracting(Topic::name)
        .containsExactlyInAnyOrder(
            "agent.events",
            "run.events",
            "session.events",
            "tool.events",
            "device.events",
            "edge.events");
  }

  @Test
  void shouldKeepEachTopicForItsPurpose() {
    // when
    Map<Kept, List<String>> kept =
        Topics.all().stream().collect(groupingBy(Topic::kept, mapping(Topic::name, toList())));

    // then
    assertThat(kept.get(Kept.FOR_EVER)).containsExactly("agent.events", "session.events");
    assertThat(kept.get(Kept.ANSWERS))
        .containsExactly("model.control", "command.replies", "edge.events");
    assertThat(kept.get(Kept.HISTORY))
        .containsExactly("run.events", "tool.events", "device.events", "device.reports");
    assertThat(kept.get(Kept.WORK)).hasSize(9);
  }

  @Test
  void shouldPutDeadLettersBesideTheirSource() {
    assertThat(Topics.RUN_COMMANDS.deadLetters()).isEqualTo("run.commands.dlt");
  }

  @Test
  void shouldRefuseATopicWithoutNameOrPartitions() {
    assertThatThrownBy(() -> topic(" ", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a name and at least one partition");
    assertThatThrownBy(() -> topic("run.events", 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'run.events' and 0");
  }

  private static Topic<RunEvent> topic(String name, int partitions) {
    return new Topic<>(name, "runId", RunEvent.class, partitions, Cleanup.DELETE, Kept.WORK);
  }

  private static void assertDocumented(Schema schema, Set<String> seen) {
    switch (schema.getType()) {
      case UNION -> schema.getTypes().forEach(each -> assertDocumented(each, seen));
      case ARRAY -> assertDocumented(schema.getElementType(), seen);
      case RECORD -> {
        if (seen.add(schema.getFullName())) {
          assertThat(schema.getDoc()).as(schema.getFullName()).isNotBlank();
          for (Schema.Field field : schema.getFields()) {
            assertThat(field.doc()).as(schema.getFullName() + "." + field.name()).isNotBlank();
            assertDocumented(field.schema(), seen);
          }
        }
      }
      case ENUM, MAP, FIXED, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> {}
    }
  }

  private static Schema schema(Topic<?> topic) {
    return SpecificData.get().getSchema(topic.value());
  }

  private static Topic<?> value(Field constant) {
    try {
      return (Topic<?>) constant.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}

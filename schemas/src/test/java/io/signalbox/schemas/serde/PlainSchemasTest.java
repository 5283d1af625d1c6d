package io.signalbox.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.schemas.Actor;
import io.signalbox.schemas.agent.AgentVersionPublished;
import io.signalbox.schemas.topic.Topic;
import io.signalbox.schemas.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlainSchemasTest {
  private static final List<Schema> SOURCES = sources();

  static List<Topic<?>> topics() {
    return Topics.all();
  }

  @ParameterizedTest
  @MethodSource("topics")
  void shouldBeTheSourceFileAgain(Topic<?> topic) {
    // given
    Schema source =
        SOURCES.stream()
            .filter(each -> each.getFullName().equals(topic.value().getName()))
            .findFirst()
            .orElseThrow();

    // when
    Schema plain = PlainSchemas.of(SpecificData.get().getSchema(topic.value()));

    // then
    assertThat(plain).isEqualTo(source);
    assertThat(plain.toString()).isEqualTo(source.toString());
  }

  @Test
  void shouldLeaveNothingOfJavaBehind() {
    assertThat(Topics.all())
        .allSatisfy(topic ->
            assertThat(PlainSchemas.of(SpecificData.get().getSchema(topic.value())).toString())
                .doesNotContain("avro.java"));
  }

  @Test
  void shouldGiveTheSameSchemaEachTime() {
    assertThat(PlainSchemas.of(Actor.getClassSchema()))
        .isSameAs(PlainSchemas.of(Actor.getClassSchema()));
  }

  @Test
  void shouldKnowWhatAFieldHolds() {
    // given
    Schema schema = AgentVersionPublished.getClassSchema();

    // then
    assertThat(PlainSchemas.isJson(schema.getField("config"))).isTrue();
    assertThat(PlainSchemas.isJson(schema.getField("version"))).isFalse();
    assertThat(PlainSchemas.isInternal(schema.getField("config"))).isFalse();
  }

  private static List<Schema> sources() {
    SchemaParser parser = new SchemaParser();
    Path module = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    try (Stream<Path> files = Files.walk(module.resolve("src/main/avro"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".avsc")).toList()) {
        var _ = parser.parse(file);
      }
      return parser.getParsedNamedSchemas();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.signalbox.edge.apidocs;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SpecificationVersion;
import io.signalbox.schemas.topic.Topic;
import io.signalbox.schemas.topic.Topics;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The AsyncAPI document by itself: valid, whole, and with the topics of the catalogue.
class AsyncApiDocumentTest {
  private static final ObjectNode DOCUMENT = MessageDocument.read();
  private static final Schemas SCHEMAS = new Schemas(DOCUMENT);

  @Test
  void shouldBeValidAsyncApi() {
    assertThat(Schemas.errors("asyncapi-3.0.json", SpecificationVersion.DRAFT_7, DOCUMENT))
        .isEmpty();
  }

  @Test
  void shouldReferOnlyToWhatIsThere() {
    assertThat(Schemas.brokenReferences(DOCUMENT)).isEmpty();
    assertThat(Schemas.strayNames(DOCUMENT)).isEmpty();
  }

  @Test
  void shouldHoldValidSchemas() {
    DOCUMENT
        .at("/components/schemas")
        .properties()
        .forEach(each ->
            assertThat(Schemas.errorsOfSchema(each.getValue())).as(each.getKey()).isEmpty());
    DOCUMENT
        .at("/components/messages")
        .properties()
        .forEach(each ->
            assertThat(Schemas.errorsOfSchema(each.getValue().get("payload")))
                .as(each.getKey())
                .isEmpty());
  }

  @Test
  void shouldHaveExamplesThatAreAsDescribed() {
    DOCUMENT
        .at("/components/messages")
        .properties()
        .forEach(each ->
            each.getValue()
                .path("examples")
                .forEach(example ->
                    assertThat(
                            SCHEMAS.errors(each.getValue().get("payload"), example.get("payload")))
                        .as(each.getKey())
                        .isEmpty()));
  }

  @Test
  void shouldDescribeEveryTopicAndNoOther() {
    Set<String> described =
        DOCUMENT.get("channels").properties().stream()
            .filter(channel -> channel.getValue().toString().contains("#/servers/log"))
            .map(channel -> channel.getValue().get("address").stringValue())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(described)
        .as("topics in apidocs/messages/topics.yaml, and those of Topics.all()")
        .isEqualTo(
            Topics.all().stream().map(Topic::name).collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void shouldSayWhatATopicHolds() {
    for (Topic<?> topic : Topics.all()) {
      JsonNode channel = DOCUMENT.get("channels").get(topic.name());
      JsonNode message = DOCUMENT.at("/components/messages").get(topic.name());
      assertThat(channel.get("x-key").stringValue()).isEqualTo(topic.key());
      assertThat(channel.get("x-kept").stringValue()).isEqualTo(topic.kept().name());
      assertThat(channel.get("x-writers").isEmpty()).as(topic.name()).isFalse();
      assertThat(channel.get("x-readers").isEmpty()).as(topic.name()).isFalse();
      assertThat(message.at("/payload/schema/$ref").stringValue())
          .isEqualTo("schemas/" + topic.name() + ".avsc");
      String avsc = AvroSchemas.plain(MessageDocument.schema(topic)).toString();
      assertThat(new Schema.Parser().parse(avsc).getName())
          .isEqualTo(topic.value().getSimpleName());
    }
  }
}

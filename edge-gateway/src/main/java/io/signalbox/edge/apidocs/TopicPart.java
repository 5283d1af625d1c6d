package io.signalbox.edge.apidocs;

import io.signalbox.schemas.topic.Topic;
import io.signalbox.schemas.topic.Topics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The topics of the log. What they are comes from the catalogue; what they are for, and who writes
/// and reads them, from the part that people write.
final class TopicPart {
  private static final String THIS = "edge-gateway";
  private static final String BINDING = "0.5.0";

  private final Channels channels;
  private final ObjectNode words;

  TopicPart(Channels channels, ObjectNode words) {
    this.channels = channels;
    this.words = words;
  }

  void add() {
    Set<String> known = Topics.all().stream().map(Topic::name).collect(Collectors.toSet());
    if (!known.equals(Set.copyOf(words.propertyNames()))) {
      throw new IllegalStateException(
          "Expected %smessages/topics.yaml to describe the topics %s, but it describes %s"
              .formatted(Parts.FOLDER, known, words.propertyNames()));
    }
    Topics.all().forEach(topic -> add(topic, words.get(topic.name())));
  }

  private void add(Topic<?> topic, JsonNode word) {
    ObjectNode channel = channels.add(topic.name(), topic.name(), "log");
    channel.set("summary", word.get("summary"));
    channel.put(
        "description",
        "Key: `%s`. Kept: %s. Written by %s; read by %s."
            .formatted(
                topic.key(), kept(topic), names(word.get("writers")), names(word.get("readers"))));
    channel.put("x-key", topic.key());
    channel.put("x-kept", topic.kept().name());
    channel.set("x-writers", word.get("writers"));
    channel.set("x-readers", word.get("readers"));
    String message = topic.value().getSimpleName();
    ObjectNode messages = channel.putObject("messages");
    channels.addMessage(Map.of(topic.name(), messages), topic.name(), message(topic));
    messages.set(message, messages.remove(topic.name()));
    addBinding(channel.putObject("bindings").putObject("kafka"), topic);
    addOperation("send", topic, message, word.get("writers"));
    addOperation("receive", topic, message, word.get("readers"));
  }

  private ObjectNode message(Topic<?> topic) {
    ObjectNode message = words.objectNode();
    message.put("title", topic.value().getSimpleName());
    message.put("summary", MessageDocument.schema(topic).getDoc());
    message.put("contentType", "application/vnd.apache.avro");
    ObjectNode payload = message.putObject("payload");
    payload.put("schemaFormat", "application/vnd.apache.avro;version=1.9.0");
    payload.putObject("schema").put("$ref", "schemas/" + topic.name() + ".avsc");
    ObjectNode kafka = message.putObject("bindings").putObject("kafka");
    kafka.putObject("key").put("type", "string").put("description", topic.key());
    kafka.put("bindingVersion", BINDING);
    return message;
  }

  private static void addBinding(ObjectNode kafka, Topic<?> topic) {
    kafka.put("topic", topic.name());
    kafka.put("partitions", topic.partitions());
    ObjectNode configuration = kafka.putObject("topicConfiguration");
    List.of(topic.cleanup().policy().split(",", -1))
        .forEach(configuration.putArray("cleanup.policy")::add);
    kafka.put("bindingVersion", BINDING);
  }

  private void addOperation(String action, Topic<?> topic, String message, JsonNode services) {
    if (StreamSupport.stream(services.spliterator(), false)
        .anyMatch(service -> service.stringValue().equals(THIS))) {
      channels.addOperation(action + "." + topic.name(), action, topic.name(), List.of(message));
    }
  }

  private static String names(JsonNode services) {
    return StreamSupport.stream(services.spliterator(), false)
        .map(JsonNode::stringValue)
        .collect(Collectors.joining(", "));
  }

  private static String kept(Topic<?> topic) {
    return switch (topic.kept()) {
      case WORK ->
          "WORK, long enough to look into what went wrong (`signalbox.retention.work`, 7 days)";
      case HISTORY ->
          "HISTORY, as long as views can be built again (`signalbox.retention.history`, 30 days)";
      case ANSWERS ->
          "ANSWERS, for those who wait for them (`signalbox.retention.answers`, 1 hour)";
      case FOR_EVER -> "FOR_EVER";
    };
  }
}

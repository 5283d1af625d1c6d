package io.signalbox.testkit.arch;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import io.signalbox.schemas.topic.Topic;
import io.signalbox.schemas.topic.Topics;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/// Tells what code does to the log from the methods that it calls.
final class LogAccess {
  private static final String EVENT_TOPICS = ".events";
  private static final Set<String> MAKERS = Set.of("<init>", "newBuilder", "build");
  private static final Set<String> EVENT_RECORDS = eventRecords();
  private static final Set<String> PRODUCERS =
      Set.of(
          "org.apache.kafka.clients.producer.Producer",
          "org.apache.kafka.clients.producer.KafkaProducer",
          "org.apache.kafka.clients.producer.ProducerRecord",
          "org.springframework.kafka.core.KafkaOperations",
          "org.springframework.kafka.core.KafkaTemplate");
  private static final Map<String, Set<String>> SINKS =
      Map.of(
          "org.apache.kafka.streams.Topology", Set.of("addSink"),
          "org.apache.kafka.streams.kstream.KStream", Set.of("to"),
          "io.signalbox.kit.kafka.TopologyParts", Set.of("sink"),
          "io.signalbox.kit.kafka.Outgoing", Set.of("to", "<init>"));

  private LogAccess() {}

  /// Makes a value of an event topic, or one of the payloads that such a value carries.
  static DescribedPredicate<JavaAccess<?>> makesAnEvent() {
    return describe(
        "it makes a record of an event topic",
        access ->
            EVENT_RECORDS.contains(record(access.getTargetOwner().getFullName()))
                && MAKERS.contains(access.getTarget().getName()));
  }

  /// Sends by hand, or declares where a topology writes.
  static DescribedPredicate<JavaAccess<?>> writes() {
    return describe(
        "it writes to Kafka",
        access -> {
          String owner = access.getTargetOwner().getFullName();
          return PRODUCERS.contains(owner)
              || SINKS.getOrDefault(owner, Set.of()).contains(access.getTarget().getName());
        });
  }

  /// The record that a class is, or is the builder of.
  private static String record(String type) {
    return type.endsWith("$Builder") ? type.substring(0, type.lastIndexOf('$')) : type;
  }

  private static Set<String> eventRecords() {
    Set<String> records = new TreeSet<>();
    for (Topic<?> topic : Topics.all()) {
      if (topic.name().endsWith(EVENT_TOPICS)) {
        Schema value = SpecificData.get().getSchema(topic.value());
        records.add(value.getFullName());
        value.getField("payload").schema().getTypes().stream()
            .map(Schema::getFullName)
            .forEach(records::add);
      }
    }
    return Set.copyOf(records);
  }
}

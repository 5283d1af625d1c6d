package io.signalbox.kit.kafka;

import io.signalbox.schemas.serde.WireSerdes;
import io.signalbox.schemas.topic.Topic;
import io.signalbox.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;

/// A topology in the making: sources and sinks take their serdes from the catalogue, so no serde is
/// named twice. A sink is named like its topic; a source is named like it, with `from-` before.
public final class TopologyParts {
  private final Topology topology = new Topology();
  private final WireSerdes serdes;
  private final List<String> answering = new ArrayList<>();

  /// @param serdes makes the serde of each topic
  public TopologyParts(WireSerdes serdes) {
    this.serdes = serdes;
  }

  /// The topology so far, for adding processors and stores.
  public Topology topology() {
    return topology;
  }

  /// The name of a topic's source.
  public static String sourceName(Topic<?> topic) {
    return "from-" + topic.name();
  }

  /// Reads a topic.
  public <V extends SpecificRecord> void source(Topic<V> topic) {
    topology.addSource(
        sourceName(topic),
        Serdes.String().deserializer(),
        serdes.forValues(topic).deserializer(),
        topic.name());
  }

  /// Writes a topic from these processors.
  public <V extends SpecificRecord> void sink(Topic<V> topic, String... processors) {
    topology.addSink(
        topic.name(),
        topic.name(),
        Serdes.String().serializer(),
        serdes.forValues(topic).serializer(),
        processors);
  }

  /// Lets a processor answer commands.
  public void replies(String processor) {
    answering.add(processor);
  }

  /// The whole topology.
  public Topology build() {
    if (!answering.isEmpty()) {
      sink(Topics.COMMAND_REPLIES, answering.toArray(String[]::new));
    }
    return topology;
  }
}

package io.signalbox.kit.kafka;

import io.signalbox.schemas.serde.WireSerdes;
import io.signalbox.schemas.topic.Topic;
import io.signalbox.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/// A topology in the making: sources and sinks take their serdes from the catalogue, so no serde is
/// named twice. A sink is named like its topic; a source is named like it, with `from-` before.
public final class TopologyParts {
  private final Topology topology = new Topology();
  private final WireSerdes serdes;
  private final String service;
  private final List<String> answering = new ArrayList<>();

  /// @param serdes makes the serde of each topic
  /// @param service names the writer in the records' headers
  public TopologyParts(WireSerdes serdes, String service) {
    this.serdes = serdes;
    this.service = service;
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

  /// Has an aggregate decided: reads its commands, keeps its states, answers whoever waits. Its
  /// events and messages still need their sinks.
  ///
  /// @param processor names the processor
  /// @param store names the store of states, keyed by aggregate id
  public <W extends SpecificRecord, C, E, S> void decide(
      String processor,
      Topic<W> commands,
      Aggregate<W, C, E, S> aggregate,
      String store,
      Serde<Versioned<S>> states) {
    source(commands);
    topology
        .addProcessor(
            processor,
            () -> new AggregateProcessor<>(aggregate, store, service),
            sourceName(commands))
        .addStateStore(
            Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(store), Serdes.String(), states),
            processor);
    answering.add(processor);
  }

  /// The service that is being wired.
  public String service() {
    return service;
  }

  /// The whole topology.
  public Topology build() {
    if (!answering.isEmpty()) {
      sink(Topics.COMMAND_REPLIES, answering.toArray(String[]::new));
    }
    return topology;
  }
}

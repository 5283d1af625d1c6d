package io.signalbox.kit.kafka;

import io.signalbox.schemas.serde.WireSerdes;
import io.signalbox.schemas.topic.Topic;
import io.signalbox.schemas.topic.Topics;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// A topology in the making: sources and sinks take their serdes from the catalogue, so no serde is
/// named twice. A sink is named like its topic; a source is named like it, with `from-` before.
public final class TopologyParts {
  private final Topology topology = new Topology();
  private final WireSerdes serdes;
  private final String service;
  private final Map<Topic<?>, Set<String>> sinks = new LinkedHashMap<>();

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

  /// Writes a topic from these processors, and from those that were named for it before. A key that
  /// is more than an aggregate's id goes where the id would.
  public <V extends SpecificRecord> void sink(Topic<V> topic, String... processors) {
    sinks.computeIfAbsent(topic, _ -> new LinkedHashSet<>()).addAll(List.of(processors));
  }

  private <V extends SpecificRecord> void addSink(Topic<V> topic, Set<String> processors) {
    StreamPartitioner<String, V> partitioner =
        (_, key, _, count) ->
            Optional.of(Set.of(Partitions.of(Partitions.aggregateId(key), count)));
    topology.addSink(
        topic.name(),
        topic.name(),
        Serdes.String().serializer(),
        serdes.forValues(topic).serializer(),
        partitioner,
        processors.toArray(String[]::new));
  }

  /// Has an aggregate decided: reads its commands, keeps its states, answers whoever waits. Its
  /// events and messages still need their sinks. Its states are never due and never leave.
  ///
  /// @param processor names the processor
  /// @param store names the store of states, keyed by aggregate id
  public <W extends SpecificRecord, C, E, S> void decide(
      String processor,
      Topic<W> commands,
      Aggregate<W, C, E, S> aggregate,
      String store,
      Serde<Versioned<S>> states) {
    decide(processor, commands, aggregate, Keeping.inMemory(store, states));
  }

  /// How an aggregate's states are kept.
  ///
  /// @param name names the stores of timers
  /// @param stores what `states` needs
  /// @param grace how long an aggregate that is over stays in the store; empty = the aggregate
  ///   knows no time: its states are never due and never leave
  public record Keeping<S>(
      String name,
      List<StoreBuilder<?>> stores,
      Function<ProcessorContext<?, ?>, States<S>> states,
      Optional<Duration> grace) {
    public Keeping {
      stores = List.copyOf(stores);
    }

    /// Keeps states whole in memory, for an aggregate that knows no time.
    ///
    /// @param store names the store, keyed by aggregate id
    public static <S> Keeping<S> inMemory(String store, Serde<Versioned<S>> states) {
      StoreBuilder<?> builder =
          Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(store), Serdes.String(), states);
      return new Keeping<>(
          store,
          List.of(builder),
          context -> States.in(context.getStateStore(store)),
          Optional.empty());
    }
  }

  /// The same with states that are kept in a way of their own.
  public <W extends SpecificRecord, C, E, S> void decide(
      String processor, Topic<W> commands, Aggregate<W, C, E, S> aggregate, Keeping<S> keeping) {
    source(commands);
    decide(processor, sourceName(commands), aggregate, keeping);
  }

  /// The same for commands that come from a processor, which passes on those that are to be
  /// decided.
  ///
  /// @param from the processor; what it passes on, it passes on as it came
  public <W extends SpecificRecord, C, E, S> void decide(
      String processor, String from, Aggregate<W, C, E, S> aggregate, Keeping<S> keeping) {
    topology.addProcessor(
        processor, () -> new AggregateProcessor<>(aggregate, keeping, service), from);
    keeping.stores().forEach(store -> topology.addStateStore(store, processor));
    if (keeping.grace().isPresent()) {
      Timers.stores(keeping.name()).forEach(store -> topology.addStateStore(store, processor));
    }
    sink(Topics.COMMAND_REPLIES, processor);
  }

  /// The service that is being wired.
  public String service() {
    return service;
  }

  /// The whole topology.
  public Topology build() {
    sinks.forEach(this::addSink);
    return topology;
  }
}

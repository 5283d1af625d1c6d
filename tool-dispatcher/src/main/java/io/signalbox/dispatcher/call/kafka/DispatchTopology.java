package io.signalbox.dispatcher.call.kafka;

import io.signalbox.schemas.serde.WireSerdes;
import io.signalbox.schemas.topic.Topic;
import io.signalbox.schemas.topic.Topics;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;

/// Wires the dispatcher.
///
/// ```text
/// device.events ─→ tool.routing, every partition
///
/// tool.requests ─→ request ─┐
/// tool.results ──→ result ──┼─→ tool.events, device.dispatch, command.replies
/// tool.routing ──→ routing ─┤
///    (the clock) ─ expiry ──┘
/// ```
///
/// The four share their stores, so partition n of the three topics is one task: whatever changes a
/// call happens there, one record at a time.
public final class DispatchTopology {
  private static final String REQUEST = "request";
  private static final String RESULT = "result";
  private static final String ROUTING = "routing";
  private static final String EXPIRY = "expiry";

  private DispatchTopology() {}

  /// @param service names the writer in the records' headers
  public static Topology build(WireSerdes serdes, String service) {
    Topology topology = new Topology();
    spreadDevices(topology);
    addSource(topology, serdes, Topics.TOOL_REQUESTS);
    addSource(topology, serdes, Topics.TOOL_RESULTS);
    addSource(topology, serdes, Topics.TOOL_ROUTING);
    topology.addProcessor(
        REQUEST, () -> new RequestProcessor(service), source(Topics.TOOL_REQUESTS));
    topology.addProcessor(RESULT, () -> new ResultProcessor(service), source(Topics.TOOL_RESULTS));
    topology.addProcessor(
        ROUTING, () -> new RoutingProcessor(service), source(Topics.TOOL_ROUTING));
    topology.addProcessor(EXPIRY, () -> new ExpiryProcessor(service), REQUEST);
    Stores.all().forEach(store -> topology.addStateStore(store, REQUEST, RESULT, ROUTING, EXPIRY));
    addSink(topology, serdes, Topics.TOOL_EVENTS);
    addSink(topology, serdes, Topics.DEVICE_DISPATCH);
    addSink(topology, serdes, Topics.COMMAND_REPLIES);
    return topology;
  }

  /// The bytes go on as they are: whether they can be read shows where they are used.
  private static void spreadDevices(Topology topology) {
    topology.addSource(
        source(Topics.DEVICE_EVENTS),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        Topics.DEVICE_EVENTS.name());
    topology.addSink(
        Topics.TOOL_ROUTING.name(),
        Topics.TOOL_ROUTING.name(),
        new ByteArraySerializer(),
        new ByteArraySerializer(),
        new EveryPartition<>(),
        source(Topics.DEVICE_EVENTS));
  }

  private static String source(Topic<?> topic) {
    return "from." + topic.name();
  }

  private static <V extends SpecificRecord> void addSource(
      Topology topology, WireSerdes serdes, Topic<V> topic) {
    topology.addSource(
        source(topic),
        new StringDeserializer(),
        serdes.forValues(topic).deserializer(),
        topic.name());
  }

  private static <V extends SpecificRecord> void addSink(
      Topology topology, WireSerdes serdes, Topic<V> topic) {
    topology.addSink(
        topic.name(),
        topic.name(),
        new StringSerializer(),
        serdes.forValues(topic).serializer(),
        REQUEST,
        RESULT,
        ROUTING,
        EXPIRY);
  }
}

package io.signalbox.dispatcher.call.kafka;

import static io.signalbox.kit.kafka.TopologyParts.sourceName;

import io.micrometer.core.instrument.MeterRegistry;
import io.signalbox.dispatcher.call.CallTimes;
import io.signalbox.kit.kafka.TopologyParts;
import io.signalbox.schemas.serde.WireSerdes;
import io.signalbox.schemas.topic.Topics;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;

/// Wires the dispatcher.
///
/// ```text
/// device.events ─→ tool.routing, every partition
///
/// tool.requests ─→ request ─┐
/// tool.results ──→ result ──┼─→ tool.events, device.dispatch, tool.work, command.replies
/// tool.routing ──→ routing ─┤
///    (the clock) ─ expiry ──┘   (and back into tool.results: what the clock proposes)
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
  public static Topology build(
      WireSerdes serdes, String service, CallTimes times, MeterRegistry meters) {
    CallSetup setup = new CallSetup(service, times, new CallMetrics(meters));
    TopologyParts parts = new TopologyParts(serdes, service);
    Topology topology = parts.topology();
    spreadDevices(topology);
    parts.source(Topics.TOOL_REQUESTS);
    parts.source(Topics.TOOL_RESULTS);
    parts.source(Topics.TOOL_ROUTING);
    topology.addProcessor(
        REQUEST, () -> new RequestProcessor(setup), sourceName(Topics.TOOL_REQUESTS));
    topology.addProcessor(
        RESULT, () -> new ResultProcessor(setup), sourceName(Topics.TOOL_RESULTS));
    topology.addProcessor(
        ROUTING, () -> new RoutingProcessor(setup), sourceName(Topics.TOOL_ROUTING));
    topology.addProcessor(EXPIRY, () -> new ExpiryProcessor(setup), REQUEST);
    Stores.all().forEach(store -> topology.addStateStore(store, REQUEST, RESULT, ROUTING, EXPIRY));
    parts.sink(Topics.TOOL_EVENTS, REQUEST, RESULT, ROUTING, EXPIRY);
    parts.sink(Topics.DEVICE_DISPATCH, REQUEST, RESULT, ROUTING, EXPIRY);
    parts.sink(Topics.TOOL_RESULTS, EXPIRY);
    parts.sink(Topics.TOOL_WORK, REQUEST, RESULT, ROUTING, EXPIRY);
    parts.sink(Topics.COMMAND_REPLIES, REQUEST, RESULT, ROUTING, EXPIRY);
    return parts.build();
  }

  /// The bytes go on as they are: whether they can be read shows where they are used.
  private static void spreadDevices(Topology topology) {
    topology.addSource(
        sourceName(Topics.DEVICE_EVENTS),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        Topics.DEVICE_EVENTS.name());
    topology.addSink(
        Topics.TOOL_ROUTING.name(),
        Topics.TOOL_ROUTING.name(),
        new ByteArraySerializer(),
        new ByteArraySerializer(),
        new EveryPartition<>(),
        sourceName(Topics.DEVICE_EVENTS));
  }
}

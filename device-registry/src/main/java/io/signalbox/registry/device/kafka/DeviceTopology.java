package io.signalbox.registry.device.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.signalbox.kit.kafka.StateSerde;
import io.signalbox.kit.kafka.TopologyParts;
import io.signalbox.kit.kafka.TopologyParts.Keeping;
import io.signalbox.kit.kafka.Versioned;
import io.signalbox.registry.device.Device;
import io.signalbox.registry.report.kafka.ReportMetrics;
import io.signalbox.registry.report.kafka.ReportProcessor;
import io.signalbox.schemas.serde.WireSerdes;
import io.signalbox.schemas.topic.Topics;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.Topology;

/// Wires the registry.
///
/// ```text
/// device.commands → presence → decide → device.events, device.dispatch, command.replies
///                      │ (the clock)
///                      ├→ device.dispatch, device.commands
///                      └→ reports (the clock) → device.reports, device.dispatch
/// ```
public final class DeviceTopology {
  static final String STORE = "devices";
  static final String DECIDE = "decide";
  static final String REPORTS = "device-reports";
  private static final String PRESENCE = "presence";

  /// How long missing events of a device are waited for.
  private static final Duration GAP = Duration.ofSeconds(30);

  private DeviceTopology() {}

  /// @param service names the writer in the records' headers
  public static Topology build(
      WireSerdes serdes, String service, PresenceSettings settings, MeterRegistry meters) {
    PresenceMetrics metrics = new PresenceMetrics(meters);
    TopologyParts parts = new TopologyParts(serdes, service);
    parts.source(Topics.DEVICE_COMMANDS);
    parts
        .topology()
        .addProcessor(
            PRESENCE,
            () -> new PresenceProcessor(service, settings, metrics),
            TopologyParts.sourceName(Topics.DEVICE_COMMANDS));
    parts.decide(DECIDE, PRESENCE, new DeviceAggregate(), Keeping.inMemory(STORE, states()));
    parts.topology().connectProcessorAndStateStores(PRESENCE, STORE);
    ReportMetrics reports = new ReportMetrics(meters);
    parts
        .topology()
        .addProcessor(REPORTS, () -> new ReportProcessor(service, GAP, reports), PRESENCE)
        .addStateStore(ReportProcessor.store(), REPORTS);
    parts.sink(Topics.DEVICE_EVENTS, DECIDE);
    parts.sink(Topics.DEVICE_REPORTS, REPORTS);
    parts.sink(Topics.DEVICE_DISPATCH, DECIDE, PRESENCE, REPORTS);
    parts.sink(Topics.DEVICE_COMMANDS, PRESENCE);
    return parts.build();
  }

  /// How states look in the store.
  static Serde<Versioned<Device>> states() {
    return StateSerde.of(Device.class, List.of(Device.class));
  }
}

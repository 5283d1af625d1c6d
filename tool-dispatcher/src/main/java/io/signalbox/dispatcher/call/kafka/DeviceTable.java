package io.signalbox.dispatcher.call.kafka;

import io.signalbox.dispatcher.call.KnownDevice;
import io.signalbox.kit.Names;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.device.DeviceEvent;
import io.signalbox.schemas.device.DeviceSnapshot;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// All devices as of the newest event that this task has read of each.
final class DeviceTable {
  private final KeyValueStore<String, KnownDevice> devices;
  private final KeyValueStore<String, String> declared;

  DeviceTable(ProcessingContext context) {
    this.devices = context.getStateStore(Stores.DEVICES);
    this.declared = context.getStateStore(Stores.DECLARED);
  }

  /// Takes in what an event says.
  ///
  /// @return the device after it; empty when the table is past that event already
  Optional<KnownDevice> update(DeviceEvent event) {
    KnownDevice after = device(event);
    KnownDevice before = devices.get(after.deviceId());
    if (before != null && before.seq() >= after.seq()) {
      return Optional.empty();
    }
    devices.put(after.deviceId(), after);
    if (before != null) {
      keys(before).forEach(declared::delete);
    }
    keys(after).forEach(key -> declared.put(key, after.deviceId()));
    return Optional.of(after);
  }

  /// A device, connected or not; null when this task has read nothing of it.
  @Nullable KnownDevice get(String deviceId) {
    return devices.get(deviceId);
  }

  /// Connected devices of a tenant that declare a tool.
  List<KnownDevice> declaring(String tenantId, String tool) {
    return Keys.under(declared, Names.of(tenantId, tool)).stream()
        .<@Nullable KnownDevice>map(devices::get)
        .flatMap(Stream::ofNullable)
        .toList();
  }

  private static KnownDevice device(DeviceEvent event) {
    Envelope envelope = event.getEnvelope();
    DeviceSnapshot device = event.getDevice();
    return new KnownDevice(
        envelope.getTenantId(),
        envelope.getAggregateId(),
        device.getTools(),
        device.getSessionId(),
        envelope.getSeq());
  }

  private static Stream<String> keys(KnownDevice device) {
    return device.sessionId() == null
        ? Stream.empty()
        : device.tools().stream()
            .map(tool -> Names.of(device.tenantId(), tool) + device.deviceId());
  }
}

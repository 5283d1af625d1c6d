package io.signalbox.registry.device.kafka;

import io.signalbox.registry.device.Said;
import io.signalbox.registry.device.Said.Abilities;
import io.signalbox.schemas.device.ConnectDevice;
import io.signalbox.schemas.device.DeviceLabel;
import io.signalbox.schemas.device.RegisterDevice;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How it looks on the wire what is said of a device.
final class SaidWire {
  private SaidWire() {}

  static Said of(ConnectDevice wire) {
    return new Said(
        wire.getDeviceKey(),
        wire.getDisplayName(),
        new Abilities(wire.getCapabilities(), wire.getTools()),
        labels(wire.getLabels()));
  }

  static Said of(RegisterDevice wire) {
    String capabilities = wire.getCapabilities();
    return new Said(
        wire.getDeviceKey(),
        wire.getDisplayName(),
        capabilities == null ? null : new Abilities(capabilities, wire.getTools()),
        labels(wire.getLabels()));
  }

  private static @Nullable SortedMap<String, String> labels(@Nullable List<DeviceLabel> wire) {
    if (wire == null) {
      return null;
    }
    SortedMap<String, String> labels = new TreeMap<>();
    wire.forEach(label -> labels.put(label.getKey(), label.getValue()));
    return labels;
  }

  static List<DeviceLabel> labels(SortedMap<String, String> labels) {
    return labels.entrySet().stream()
        .map(each ->
            DeviceLabel.newBuilder().setKey(each.getKey()).setValue(each.getValue()).build())
        .toList();
  }
}

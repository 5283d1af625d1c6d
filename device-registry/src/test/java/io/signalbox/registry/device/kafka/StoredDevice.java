package io.signalbox.registry.device.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.signalbox.kit.kafka.Versioned;
import io.signalbox.registry.device.Device;

/// What the store makes of a device.
public final class StoredDevice {
  private StoredDevice() {}

  public static Device writtenAndRead(Device device) {
    return read(written(new Versioned<>(1, device))).state();
  }

  static String written(Versioned<Device> device) {
    return new String(DeviceTopology.states().serializer().serialize("", device), UTF_8);
  }

  static Versioned<Device> read(String json) {
    return DeviceTopology.states().deserializer().deserialize("", json.getBytes(UTF_8));
  }
}

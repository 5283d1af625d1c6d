package io.signalbox.registry.device.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.signalbox.kit.kafka.Versioned;
import io.signalbox.registry.device.Device;
import org.apache.kafka.common.serialization.Serde;

/// What the store makes of a device.
public final class StoredDevice {
  private static final Serde<Versioned<Device>> STATES = DeviceTopology.states();

  private StoredDevice() {}

  public static Device writtenAndRead(Device device) {
    return read(written(new Versioned<>(1, device))).state();
  }

  static String written(Versioned<Device> device) {
    return new String(STATES.serializer().serialize("", device), UTF_8);
  }

  static Versioned<Device> read(String json) {
    return STATES.deserializer().deserialize("", json.getBytes(UTF_8));
  }
}

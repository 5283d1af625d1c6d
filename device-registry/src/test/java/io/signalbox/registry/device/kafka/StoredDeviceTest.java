package io.signalbox.registry.device.kafka;

import static io.signalbox.registry.device.Devices.LATHE;
import static io.signalbox.registry.device.Devices.labelled;
import static io.signalbox.registry.device.Devices.session;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.kit.kafka.Versioned;
import io.signalbox.registry.device.Device;
import io.signalbox.registry.device.Profile;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Yesterday's states stay readable: their golden samples are never edited, only added to.
class StoredDeviceTest {
  private static final Profile LABELLED = labelled(LATHE, Map.of("hall", "2"));
  private static final Map<String, Versioned<Device>> SAMPLES =
      Map.of(
          "unregistered", new Versioned<>(0, new Device.Unregistered()),
          "disconnected_labelled", new Versioned<>(3, new Device.Disconnected("acme", LABELLED)),
          "connected_labelled",
              new Versioned<>(2, new Device.Connected("acme", LABELLED, session("s1"))));

  /// Of versions before.
  private static final Map<String, Versioned<Device>> READ_ONLY =
      Map.of(
          "disconnected", new Versioned<>(3, new Device.Disconnected("acme", LATHE)),
          "connected", new Versioned<>(2, new Device.Connected("acme", LATHE, session("s1"))));

  @TestFactory
  List<DynamicTest> shouldReadAndWriteTheGoldenSample() {
    return SAMPLES.entrySet().stream()
        .map(sample ->
            DynamicTest.dynamicTest(
                sample.getKey(), () -> check(golden(sample.getKey()), sample.getValue())))
        .toList();
  }

  @TestFactory
  List<DynamicTest> shouldReadTheGoldenSampleOfAVersionBefore() {
    return READ_ONLY.entrySet().stream()
        .map(sample ->
            DynamicTest.dynamicTest(
                sample.getKey(),
                () ->
                    assertThat(StoredDevice.read(golden(sample.getKey())))
                        .isEqualTo(sample.getValue())))
        .toList();
  }

  private static void check(String golden, Versioned<Device> state) {
    assertThat(StoredDevice.read(golden)).isEqualTo(state);
    assertThat(StoredDevice.written(state)).isEqualTo(golden);
  }

  private static String golden(String name) throws IOException {
    try (InputStream in =
        StoredDeviceTest.class.getResourceAsStream("/golden/device-" + name + ".json")) {
      assertThat(in).as("golden sample of %s", name).isNotNull();
      return new String(in.readAllBytes(), UTF_8).strip();
    }
  }
}

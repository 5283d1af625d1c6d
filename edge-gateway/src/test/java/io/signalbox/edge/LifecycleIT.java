package io.signalbox.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.signalbox.edge.SseReader.Event;
import io.signalbox.kit.kafka.WireConfig;
import io.signalbox.schemas.device.DisconnectDevice;
import io.signalbox.testkit.BackingServices;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/// A second edge that is stopped, and that waits for no silent device.
class LifecycleIT extends EdgeTest {
  @Autowired private WireConfig config;
  private ConfigurableApplicationContext edge;
  private int edgePort;
  private OwnersTwin owners;

  @BeforeEach
  void startAnotherEdge() {
    Map<String, Object> properties =
        new HashMap<>(BackingServices.shared().springProperties("signalbox_reader"));
    properties.put("server.port", 0);
    properties.put("signalbox.edge.loopback-without-credentials", true);
    properties.put("signalbox.edge.shutdown.grace", "0s");
    properties.put("signalbox.edge.devices.ping", "200ms");
    properties.put("signalbox.edge.devices.silence", "600ms");
    properties.put("signalbox.edge.watch.keepalive", "200ms");
    properties.put("signalbox.edge.watch.stuck-after", "700ms");
    edge =
        new SpringApplicationBuilder(EdgeGateway.class)
            .initializers(context ->
                context
                    .getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource("test", properties)))
            .run();
    edgePort = edge.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    owners = new OwnersTwin(config, sender);
  }

  @AfterEach
  void stop() {
    owners.close();
    edge.close();
  }

  @Test
  void shouldTellWatchersAndDevicesThatItStops() throws Exception {
    // given
    RunScript run = new RunScript(log, readSide);
    run.write(2).projectAll();
    DeviceClient device = new DeviceClient(edgePort);
    device.register("key-" + UUID.randomUUID());
    device.next();
    try (SseReader reader =
        SseReader.open(edgePort, "/api/runs/" + run.runId() + "/stream", null)) {
      reader.next(2);

      // when
      edge.close();

      // then
      Event last = reader.rest().getLast();
      assertThat(last.name()).isEqualTo("error");
      assertThat(last.data()).contains("\"code\":\"EDGE_STOPPING\"", "\"lastId\":\"2\"");
      assertThat(device.closeCode()).isEqualTo(1001);
      await()
          .untilAsserted(() ->
              assertThat(owners.heard(DisconnectDevice.class))
                  .extracting(DisconnectDevice::getReason)
                  .containsExactly("edge_stopped"));
    }
  }

  @Test
  void shouldCloseASocketThatGivesNoSignOfLife() throws Exception {
    DeviceClient alive = new DeviceClient(edgePort);
    try (RawSocket silent = RawSocket.upgrade(edgePort, "/devices/connect")) {
      assertThat(silent.closeCode()).isEqualTo(4408);
    }
    assertThat(alive.isOpen()).isTrue();
    alive.close();
  }

  @Test
  void shouldCutOffAStreamThatNobodyReadsButNotAQuietOne() throws Exception {
    // given a long history, a watcher that does not read it, and one of a run in which nothing
    // happens
    UUID longRun = readSide.addLongRun(4_000, 2_000);
    RunScript quietRun = new RunScript(log, readSide);
    SearchGauge watchers = new SearchGauge(edge.getBean(MeterRegistry.class));
    try (RawSocket stuck = RawSocket.get(edgePort, "/api/runs/" + longRun + "/stream");
        SseReader quiet =
            SseReader.open(edgePort, "/api/runs/" + quietRun.runId() + "/stream", null)) {
      stuck.head();
      await().untilAsserted(() -> assertThat(watchers.value()).isEqualTo(2));

      // when time goes by, then only one is left
      await().untilAsserted(() -> assertThat(watchers.value()).isEqualTo(1));
      quietRun.write(1).complete();
      assertThat(quietRun.whileBehind(quiet::rest)).hasSize(2);
    }
  }

  private record SearchGauge(MeterRegistry meters) {
    double value() {
      return meters.get("signalbox.edge.watchers").gauge().value();
    }
  }

  @Test
  void shouldRefuseAStrangersPageBeforeTheUpgrade() throws Exception {
    try (RawSocket stranger =
        RawSocket.request(edgePort, "/devices/connect", "http://evil.example")) {
      assertThat(stranger.head()).startsWith("HTTP/1.1 401");
    }
  }
}

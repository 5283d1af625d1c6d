package io.signalbox.registry.report.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.registry.report.Report;
import io.signalbox.registry.report.ReportLog;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

/// Yesterday's logs stay readable: their golden samples are never edited, only added to.
class StoredReportsTest {
  private static final Serde<DeviceLog> STATES = ReportProcessor.states();

  @Test
  void shouldReadAndWriteTheGoldenSample() throws IOException {
    DeviceLog log =
        new DeviceLog(
            "acme",
            new ReportLog(
                3,
                4,
                new TreeMap<>(
                    Map.of(7L, new Report(7, "door.opened", "{\"n\":7}", Instant.EPOCH)))));
    byte[] golden = golden();
    assertThat(STATES.deserializer().deserialize("", golden)).isEqualTo(log);
    assertThat(new String(STATES.serializer().serialize("", log), UTF_8))
        .isEqualTo(new String(golden, UTF_8));
  }

  private static byte[] golden() throws IOException {
    try (InputStream in = StoredReportsTest.class.getResourceAsStream("/golden/reports.json")) {
      assertThat(in).isNotNull();
      return new String(in.readAllBytes(), UTF_8).strip().getBytes(UTF_8);
    }
  }
}

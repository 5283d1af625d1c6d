package io.signalbox.schemas.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// No test but a tool, run on demand: `./mvnw -pl schemas test -Dtest=ReleaseTest
/// -Drelease.schemas=0.2.0` keeps today's schemas and golden samples as those of version 0.2.0, and
/// `-Drelease.schemas=next` only makes samples of payloads that no release has yet.
@EnabledIfSystemProperty(named = "release.schemas", matches = ".+")
class ReleaseTest {
  private final String version = System.getProperty("release.schemas", "");

  @Test
  void release() throws IOException {
    boolean next = version.equals(Golden.NEXT);
    Golden.deleteNext();
    if (!next) {
      assertThat(version).matches("\\d+\\.\\d+\\.\\d+");
      Released.write(version);
    }
    for (Map.Entry<String, Schema> topic : Released.today().entrySet()) {
      List<String> covered = next ? covered(topic.getKey()) : List.of();
      Golden.write(version, topic.getKey(), topic.getValue(), covered);
    }
  }

  private static List<String> covered(String topic) {
    return Golden.all().stream()
        .filter(each -> each.topic().equals(topic))
        .map(Golden::payload)
        .toList();
  }
}

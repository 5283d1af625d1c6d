package io.signalbox.edge.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RunEventFrameTest {

  @Test
  void shouldShowTimesInMicroseconds() {
    assertThat(frame(Instant.parse("2030-01-02T03:04:05.123456789Z")).ts())
        .isEqualTo("2030-01-02T03:04:05.123456Z");
    assertThat(frame(Instant.parse("2030-01-02T03:04:05Z")).ts()).isEqualTo("2030-01-02T03:04:05Z");
  }

  @Test
  void shouldBeEncodedOnceForAllWatchersOfADialect() {
    AtomicInteger times = new AtomicInteger();
    FrameCodec codec = _ -> new byte[] {(byte) times.incrementAndGet()};
    RunEventFrame frame = frame(Instant.EPOCH);
    assertThat(frame.encodedBy(codec)).isSameAs(frame.encodedBy(codec));
    FrameCodec another = _ -> new byte[] {(byte) times.incrementAndGet()};
    assertThat(frame.encodedBy(another)).isSameAs(frame.encodedBy(another));
    assertThat(frame.encodedBy(codec)).isSameAs(frame.encodedBy(codec));
    assertThat(times).hasValue(2);
  }

  private static RunEventFrame frame(Instant at) {
    return new RunEventFrame("run", 1, "run.created", at, "{}");
  }
}

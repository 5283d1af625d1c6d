package io.signalbox.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Operators that watch a run on an edge on which little may wait for them.
class OperatorSlowWatchIT extends EdgeTest {
  private static final String LARGE = "x".repeat(16_000);
  private static final int MOST_EVENTS = 2_000;
  private static final Set<String> WATCH = Set.of("run", "run.end");
  private static AnotherEdge edge;

  @BeforeAll
  static void startAnotherEdge() {
    edge = AnotherEdge.withLittleRoom();
  }

  @AfterAll
  static void stop() {
    edge.close();
  }

  @Test
  void shouldEndTheWatchOfAnOperatorThatReadsNothingWhoLosesNothing() throws Exception {
    RunScript run = new RunScript(log, readSide).write(1).projectAll();
    try (RawOperator paused = new RawOperator(edge.http().port()).connect()) {
      // given
      watch(paused, run, 0);
      List<Long> seen = new ArrayList<>();
      seen.add(next(paused).at("/payload/seq").longValue());

      // when more is said than may wait for who does not read
      int said = 1;
      while (edge.slowWatchers() == 0 && said < MOST_EVENTS) {
        run.say(LARGE).projectAll();
        said++;
      }

      // then the watch ends on a socket that stays, and can be taken up where it ended
      JsonNode end = untilEnd(paused, seen);
      assertThat(end.get("code").stringValue()).isEqualTo("SLOW_CONSUMER");
      assertThat(end.get("lastSeq").longValue()).isEqualTo(seen.getLast());
      run.complete().projectAll();
      watch(paused, run, seen.getLast());
      JsonNode over = untilEnd(paused, seen);
      assertThat(over.has("code")).isFalse();
      assertThat(seen)
          .containsExactlyElementsOf(LongStream.rangeClosed(1, said + 1).boxed().toList());
    }
  }

  private static void watch(RawOperator operator, RunScript run, long since) throws IOException {
    operator.send(
        "{\"type\":\"req\",\"id\":\"w%d\",\"method\":\"runs.watch\",\"params\":{\"runId\":\"%s\",\"since\":%d}}"
            .formatted(since, run.runId(), since));
  }

  /// Reads to the end of a watch.
  ///
  /// @param seen what of the run is seen is added to it
  private static JsonNode untilEnd(RawOperator operator, List<Long> seen) throws IOException {
    JsonNode frame = next(operator);
    while (frame.get("event").stringValue().equals("run")) {
      seen.add(frame.at("/payload/seq").longValue());
      frame = next(operator);
    }
    return frame.get("payload");
  }

  /// The next frame of a watch; answers and ticks are passed over.
  private static JsonNode next(RawOperator operator) throws IOException {
    while (true) {
      JsonNode frame = JsonMapper.shared().readTree(operator.next());
      if (WATCH.contains(frame.path("event").asString(""))) {
        return frame;
      }
    }
  }
}

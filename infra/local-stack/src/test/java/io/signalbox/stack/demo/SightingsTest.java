package io.signalbox.stack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SightingsTest {

  private final Sightings sightings = new Sightings();

  @Test
  void shouldCountWhatIsMissing() {
    // when
    see(1, "run.created");
    see(4, "run.completed");

    // then
    assertThat(sightings.gaps(4)).isEqualTo(2);
    assertThat(sightings.gaps(5)).isEqualTo(3);
    assertThat(sightings.highest()).isEqualTo(4);
  }

  @Test
  void shouldCountWhatIsRepeated() {
    // when
    see(1, "run.created");
    see(1, "run.created");
    see(1, "run.created");

    // then
    assertThat(sightings.duplicates()).isEqualTo(2);
    assertThat(sightings.gaps(1)).isZero();
  }

  @Test
  void shouldKnowTheEnd() {
    see(1, "run.created");
    assertThat(sightings.last()).isEmpty();
    see(2, "run.failed");
    assertThat(sightings.last().map(RunEvent::status)).contains("failed");
  }

  @Test
  void shouldFindWhatIsStoredOtherwise() {
    // given
    see(1, "run.created");
    see(2, "run.started");
    see(3, "run.completed");

    // when
    var differing = sightings.differing(List.of(event(1, "run.created"), event(2, "run.status")));

    // then
    assertThat(differing).containsExactly(2L, 3L);
  }

  @Test
  void shouldTellAnEventInAFewWords() {
    var json =
        JsonMapper.shared()
            .readTree(
                "{\"seq\":1,\"type\":\"tool.call.requested\",\"data\":{\"toolName\":\"lookup\",\"args\":{\"q\":\"x\"}}}");
    assertThat(RunEvent.of(json).text()).isEqualTo("lookup {\"q\":\"x\"}");
  }

  private void see(long seq, String type) {
    sightings.add(event(seq, type), seq);
  }

  private static RunEvent event(long seq, String type) {
    return RunEvent.of(JsonMapper.shared().createObjectNode().put("seq", seq).put("type", type));
  }
}

package io.signalbox.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdsTest {

  @Test
  void shouldOrderIdsByTime() {
    // when
    List<UUID> ids = Stream.generate(Ids::next).limit(10_000).toList();

    // then
    assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.version() == 7);
    assertThat(ids).extracting(UUID::toString).isSorted();
  }

  @Test
  void shouldNameTheSameThingAlikeForEver() {
    assertThat(Ids.agent("default", "helper"))
        .isEqualTo(Ids.agent("default", "helper"))
        .hasToString("f1fd74e6-794e-592f-a2ef-44ce0a1bc896");
    assertThat(Ids.device("default", "laptop-1"))
        .hasToString("190962d4-47e8-5499-b166-d788cf85ba00");
  }

  @Test
  void shouldNameDifferentThingsDifferently() {
    assertThat(
            List.of(
                Ids.agent("t", "x"),
                Ids.device("t", "x"),
                Ids.agent("u", "x"),
                Ids.agent("t", "y"),
                Ids.agent("tx", ""),
                Ids.agent("", "tx"),
                Ids.agent("t1:x", ""),
                Ids.agent("t", "X"),
                Ids.agent("t", "\u00e4"),
                Ids.agent("t", "a\u0308")))
        .doesNotHaveDuplicates();
  }
}

package io.signalbox.stack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SseParserTest {

  private final SseParser parser = new SseParser();

  @Test
  void shouldPutAnEventTogether() {
    assertThat(parse("id: 3", "event: hsafa", "data: {\"a\":1}", ""))
        .containsExactly(new SseParser.Event("3", "hsafa", "{\"a\":1}"));
  }

  @Test
  void shouldSkipCommentsAndUnknownFields() {
    assertThat(parse(": connected", "", "retry: 10", "id:1", "data:x", ""))
        .containsExactly(new SseParser.Event("1", "message", "x"));
  }

  @Test
  void shouldJoinDataLines() {
    assertThat(parse("data: a", "data:", "data: b", ""))
        .containsExactly(new SseParser.Event("", "message", "a\n\nb"));
  }

  @Test
  void shouldKeepTheIdButNotTheName() {
    assertThat(parse("id: 1", "event: x", "data: a", "", "data: b", ""))
        .containsExactly(
            new SseParser.Event("1", "x", "a"), new SseParser.Event("1", "message", "b"));
  }

  @Test
  void shouldNotDeliverWhatTheStreamBreaksOff() {
    assertThat(parse("id: 1", "data: a")).isEmpty();
  }

  private List<SseParser.Event> parse(String... lines) {
    return List.of(lines).stream().map(parser::accept).flatMap(Optional::stream).toList();
  }
}

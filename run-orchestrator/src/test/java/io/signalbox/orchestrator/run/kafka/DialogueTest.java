package io.signalbox.orchestrator.run.kafka;

import static io.signalbox.orchestrator.run.Runs.ASK;
import static io.signalbox.orchestrator.run.Runs.LOOKUP;
import static io.signalbox.orchestrator.run.Runs.said;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.orchestrator.run.Message;
import io.signalbox.orchestrator.run.ToolCall;
import java.util.List;
import org.junit.jupiter.api.Test;

class DialogueTest {
  private static final String LONG = "x".repeat(396); // 99 tokens and 4 for the message
  private final SaidSoFar stored = new SaidSoFar();

  @Test
  void shouldReadNothingAgainHoweverLongTheConversationBecomes() {
    // given
    stored.add(List.of(said("m", "go on")));
    Dialogue dialogue = read(64_000);
    int read = stored.read();

    // when
    for (int i = 0; i < 2_000; i++) {
      add(dialogue, question(i));
      assertThat(dialogue.window(List.of(answer(i)))).isPresent();
      add(dialogue, answer(i));
    }

    // then
    assertThat(stored.read()).isEqualTo(read);
    assertThat(dialogue.next()).isEqualTo(4_001);
  }

  @Test
  void shouldHoldNoMoreThanItsWindowReaches() {
    // given
    Dialogue dialogue = read(1_000);
    for (int i = 0; i < 100; i++) {
      add(dialogue, said("m" + i, LONG));
    }
    long bytes = dialogue.bytes();

    // when
    for (int i = 0; i < 10_000; i++) {
      add(dialogue, said("n" + i, LONG));
    }

    // then
    assertThat(dialogue.bytes()).isLessThanOrEqualTo(2 * bytes).isLessThan(20_000);
    assertThat(dialogue.window(List.of()).orElseThrow()).hasSize(1 + 9);
  }

  @Test
  void shouldReadNoFurtherBackThanItsWindowReaches() {
    // given
    for (int i = 0; i < 1_000; i++) {
      stored.add(List.of(said("m" + i, LONG)));
    }
    // when
    Dialogue dialogue = read(1_000);
    // then
    assertThat(stored.read()).isLessThan(20);
    assertThat(dialogue.window(List.of()).orElseThrow()).hasSize(1 + 9);
  }

  @Test
  void shouldNotTellWhereAnAnswerBelongsToAnOlderTurn() {
    // given
    Message question = new Message("q", Message.Role.ASSISTANT, "", null, calls(), null, null);
    stored.add(List.of(question, tool("call-1", "lookup", "1"), said("m", "hurry")));
    Dialogue dialogue = read(1_000);
    Message late = tool("call-2", "ask", "2");

    // then
    assertThat(dialogue.window(List.of(late))).isEmpty();
    assertThat(dialogue.add(List.of(late, said("n", "now")))).isFalse();
  }

  @Test
  void shouldNotTellWhatAMessageOfTheSystemChanges() {
    // given
    Dialogue dialogue = read(1_000);
    // then
    assertThat(dialogue.window(List.of(SaidSoFar.SYSTEM))).isEmpty();
    assertThat(dialogue.add(List.of(SaidSoFar.SYSTEM))).isFalse();
  }

  private static List<ToolCall> calls() {
    return List.of(LOOKUP, ASK);
  }

  private Dialogue read(int tokens) {
    return stored.dialogue(stored.span(), tokens);
  }

  private void add(Dialogue dialogue, Message message) {
    stored.add(List.of(message));
    assertThat(dialogue.add(List.of(message))).isTrue();
  }

  private static Message question(int i) {
    ToolCall call = new ToolCall("c" + i, "lookup", "{}");
    return new Message("q" + i, Message.Role.ASSISTANT, "well", null, List.of(call), null, null);
  }

  private static Message answer(int i) {
    return tool("c" + i, "lookup", "{}");
  }

  private static Message tool(String callId, String toolName, String text) {
    return new Message(callId, Message.Role.TOOL, text, null, List.of(), callId, toolName);
  }
}

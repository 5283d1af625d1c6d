package io.signalbox.orchestrator.run;

import static io.signalbox.orchestrator.run.Runs.ASK;
import static io.signalbox.orchestrator.run.Runs.LOOKUP;
import static io.signalbox.orchestrator.run.Runs.said;
import static io.signalbox.orchestrator.run.Runs.system;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ContextWindowTest {
  private static final String LONG = "x".repeat(396); // 99 tokens and 4 for the message
  private static final Message QUESTION = Message.assistant("q", "", List.of(LOOKUP, ASK));
  private static final Message FIRST = Message.tool("call-1", "lookup", "1");
  private static final Message SECOND = Message.tool("call-2", "ask", "2");

  @Test
  void shouldShowAllThatFits() {
    List<Message> all = List.of(said("1", "a"), said("2", "b"), said("3", "c"));
    assertThat(window(1_000, all)).isEqualTo(all);
    assertThat(window(1_000, List.of())).isEmpty();
  }

  @Test
  void shouldDropTheOldestFirstAndKeepTheOrderOfSaying() {
    List<Message> all = List.of(said("1", LONG), said("2", LONG), said("3", LONG), said("4", LONG));
    assertThat(window(210, all)).extracting(Message::id).containsExactly("3", "4");
    assertThat(window(205, all)).extracting(Message::id).containsExactly("4");
  }

  @Test
  void shouldLeaveNoHolesWhereASmallerOldMessageWouldFit() {
    List<Message> all = List.of(said("1", "a"), said("2", LONG), said("3", LONG));
    assertThat(window(150, all)).extracting(Message::id).containsExactly("3");
  }

  @Test
  void shouldKeepTheSystemPromptWhateverElseIsDropped() {
    Message system = system(LONG);
    List<Message> all = List.of(said("1", LONG), said("2", LONG));
    assertThat(ContextWindow.of(List.of(system), all.reversed().iterator(), 210))
        .containsExactly(system, all.getLast());
  }

  @Test
  void shouldShowTheNewestTurnEvenWhereItAloneIsTooLong() {
    Message huge = said("2", LONG.repeat(100));
    assertThat(window(256, List.of(said("1", "a"), huge))).containsExactly(huge);
    assertThat(ContextWindow.of(List.of(system(LONG)), List.of(huge).iterator(), 50)).hasSize(2);
  }

  @Test
  void shouldKeepTheAnswersOfToolsWithTheirQuestion() {
    List<Message> all = List.of(said("1", LONG), QUESTION, SECOND, FIRST, said("2", LONG));
    assertThat(window(10_000, all)).isEqualTo(all);
    assertThat(window(150, all)).containsExactly(QUESTION, SECOND, FIRST, said("2", LONG));
    assertThat(window(110, all)).containsExactly(said("2", LONG));
  }

  @Test
  void shouldShowAQuestionWithAllItsAnswersWhereTheyAreTheNewest() {
    Message huge = Message.tool("call-2", "ask", LONG.repeat(100));
    assertThat(window(256, List.of(said("1", "a"), QUESTION, FIRST, huge)))
        .containsExactly(QUESTION, FIRST, huge);
  }

  @Test
  void shouldAnswerTheCallsThatACanceledRunLeftOpen() {
    List<Message> window = window(1_000, List.of(QUESTION, FIRST, said("2", "again")));
    assertThat(window).hasSize(4);
    assertThat(window.get(2))
        .isEqualTo(Message.tool("call-2", "ask", "{\"error\":\"canceled: the run ended first\"}"));
  }

  @Test
  void shouldPutAnswersRightBehindTheirQuestionWhateverWasSaidBetween() {
    List<Message> all = List.of(QUESTION, FIRST, said("1", "hurry"), SECOND);
    assertThat(window(1_000, all)).containsExactly(QUESTION, FIRST, SECOND, said("1", "hurry"));
  }

  @Test
  void shouldShowNoAnswerWithoutItsQuestion() {
    assertThat(window(1_000, List.of(FIRST, said("1", "a")))).containsExactly(said("1", "a"));
  }

  @Test
  void shouldCutAnswersThatNoRequestCouldCarry() {
    Message huge = Message.tool("call-2", "ask", "y".repeat(ContextWindow.MOST_CHARACTERS));
    List<Message> window = window(256, List.of(QUESTION, FIRST, huge));
    assertThat(window).hasSize(3).startsWith(QUESTION, FIRST);
    assertThat(window.getLast().text())
        .hasSizeLessThan(ContextWindow.MOST_CHARACTERS / 2)
        .startsWith("\"yyy")
        .endsWith("(cut: the answer has 1000000 characters)\"");
  }

  @Test
  void shouldReadNoFurtherBackThanTheWindowReaches() {
    int[] read = {0};
    java.util.Iterator<Message> endless =
        new java.util.Iterator<>() {
          @Override
          public boolean hasNext() {
            return true;
          }

          @Override
          public Message next() {
            return said("m" + read[0]++, LONG);
          }
        };
    assertThat(ContextWindow.of(List.of(), endless, 1_030)).hasSize(10);
    assertThat(read[0]).isEqualTo(11);
  }

  @Test
  void shouldCountWhatAMessageCarriesBesidesItsText() {
    Message parts =
        new Message("1", Message.Role.USER, "a", "[" + LONG + "]", List.of(), null, null);
    assertThat(ContextWindow.tokens(parts)).isEqualTo(104);
    assertThat(ContextWindow.tokens(said("1", ""))).isEqualTo(4);
    assertThat(ContextWindow.tokens(QUESTION)).isGreaterThan(4);
  }

  private static List<Message> window(int tokens, List<Message> all) {
    return ContextWindow.of(List.of(), all.reversed().iterator(), tokens);
  }
}

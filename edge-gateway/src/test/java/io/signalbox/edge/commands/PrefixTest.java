package io.signalbox.edge.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.edge.views.ConversationReads.Progress;
import io.signalbox.edge.views.ConversationReads.Said;
import io.signalbox.schemas.run.Message;
import io.signalbox.schemas.run.ToolCallDraft;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What a fork takes over, and what it never does again.
class PrefixTest {
  private static final UUID FRESH = UUID.fromString("0190c6a5-0000-7000-8000-000000000001");
  private static final Said USER = said(1, "msg-0", "user", "weather?");
  private static final Said TURN =
      new Said(
          5,
          5L,
          "m-1",
          "assistant",
          "let me see",
          null,
          "[{\"callId\":\"c-1\",\"toolName\":\"t\",\"args\":{\"city\":\"Rome\"}},"
              + "{\"callId\":\"c-2\",\"toolName\":\"t\",\"args\":{\"city\":\"Oslo\"}}]",
          null,
          null);

  @Test
  void shouldBeginAtTheFirstStepWhileTheModelHasSaidNothing() {
    Prefix prefix = prefix(new Progress(1, false), USER);
    assertThat(prefix.waitsFor()).isEqualTo("model");
    assertThat(prefix.firstStep()).isEqualTo(1);
    assertThat(prefix.messages()).extracting(Message::getText).containsExactly("weather?");
  }

  @Test
  void shouldNeverAskAgainForCallsThatAreAnswered() {
    Prefix prefix =
        prefix(new Progress(1, true), USER, TURN, result(8, "c-1", "20"), result(9, "c-2", "-3"));
    assertThat(prefix.waitsFor()).isEqualTo("model");
    assertThat(prefix.firstStep()).isEqualTo(2);
    assertThat(calls(prefix)).extracting(ToolCallDraft::getCallId).containsExactly("c-1", "c-2");
    assertThat(prefix.messages()).extracting(Message::getText).endsWith("20", "-3");
  }

  @Test
  void shouldWaitOnlyForThoseOfParallelCallsThatAreOpen() {
    Prefix prefix = prefix(new Progress(1, true), USER, TURN, result(8, "c-1", "20"));
    assertThat(prefix.waitsFor()).isEqualTo("tools");
    assertThat(prefix.firstStep()).isEqualTo(1);
    assertThat(calls(prefix))
        .extracting(ToolCallDraft::getCallId)
        .containsExactly("c-1", FRESH.toString());
    assertThat(calls(prefix))
        .extracting(ToolCallDraft::getArgs)
        .containsExactly("{\"city\":\"Rome\"}", "{\"city\":\"Oslo\"}");
    assertThat(prefix.waitsForModel()).isFalse();
  }

  @Test
  void shouldRepeatTheStepWhoseAttemptHadNotEnded() {
    // given a prefix that ends among the deltas of the second step
    Prefix prefix =
        prefix(new Progress(1, true), USER, TURN, result(8, "c-1", "20"), result(9, "c-2", "-3"));
    assertThat(prefix.firstStep()).isEqualTo(2);
    assertThat(prefix.messages()).hasSize(4);
  }

  @Test
  void shouldMakeHistoryPartOfTheMessages() {
    Said before = new Said(1, 0L, "msg-0", "user", "hello", null, "[]", null, null);
    Said answer = new Said(1, 0L, "m-0", "assistant", "hi", null, "[]", null, null);
    Prefix prefix = prefix(new Progress(1, false), before, answer, USER);
    assertThat(prefix.messages())
        .extracting(Message::getText)
        .containsExactly("hello", "hi", "weather?");
    assertThat(prefix.messages())
        .extracting(Message::getId)
        .containsExactly("msg-0", "m-0", "msg-0-2");
  }

  @Test
  void shouldKeepWhatWasSaidWhileCallsWereOpen() {
    Said meanwhile = new Said(7, null, "x", "user", "hurry", null, "[]", null, null);
    Prefix prefix = prefix(new Progress(3, true), USER, TURN, meanwhile);
    assertThat(prefix.waitsFor()).isEqualTo("tools");
    assertThat(prefix.firstStep()).isEqualTo(3);
    assertThat(prefix.messages()).extracting(Message::getText).endsWith("hurry");
  }

  @Test
  void shouldAddWhatIsSaidAnew() {
    Message more =
        Message.newBuilder()
            .setId("n")
            .setRole("user")
            .setText("and now?")
            .setToolCalls(List.of())
            .build();
    Prefix prefix = prefix(new Progress(1, false), USER).with(List.of(more));
    assertThat(prefix.messages()).hasSize(2).last().isEqualTo(more);
  }

  @Test
  void shouldNotBeginInTheMiddle() {
    assertThat(Prefix.of(List.of(USER), null, () -> FRESH)).isEmpty();
    assertThat(Prefix.of(List.of(TURN), new Progress(1, true), () -> FRESH)).isEmpty();
    assertThat(Prefix.of(List.of(), new Progress(1, true), () -> FRESH)).isEmpty();
  }

  private static Prefix prefix(@Nullable Progress progress, Said... said) {
    return Prefix.of(List.of(said), progress, () -> FRESH).orElseThrow();
  }

  private static List<ToolCallDraft> calls(Prefix prefix) {
    return prefix.messages().get(1).getToolCalls();
  }

  private static Said said(long seq, String id, String role, String text) {
    return new Said(seq, seq, id, role, text, null, "[]", null, null);
  }

  private static Said result(long seq, String callId, String text) {
    return new Said(seq, seq, "m-" + seq, "tool", text, null, "[]", callId, "t");
  }
}

package io.signalbox.orchestrator.run.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.schemas.run.Message;
import io.signalbox.schemas.run.ToolCallDraft;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RunChangeTest {
  private final LoggedRun log = new LoggedRun("t", Instant.parse("2026-01-01T00:00:00Z"));

  @Test
  void shouldPutWhatWasSaidBeforeTheRunBeforeItsMessages() {
    // when
    log.created("00000000-0000-0003-0000-000000000003", List.of(message("h1"), message("h2")));
    // then
    assertThat(conversation()).containsExactly("h1", "h2", "m1", "m2");
  }

  @Test
  void shouldPutTheHistoryOfAReleaseBeforeMessagesOfTheStart() {
    // when
    log.created().released(message("h1"), message("h2")).started().said("a1", "yes");
    // then
    assertThat(conversation()).containsExactly("h1", "h2", "m1", "m2", "a1");
  }

  @Test
  void shouldPutAnAppendedMessageWhereTheModelSeesIt() {
    // when
    log.created()
        .started()
        .appended("n1", "wait")
        .said("a1", "", new ToolCallDraft("c1", "lookup", "{\"q\":1}"))
        .appended("n2", "no")
        .answered("c1", "completed", "{\"found\":1}", null)
        .resumed(2)
        .appended("n3", "and")
        .said("a2", "done");
    // then
    assertThat(conversation()).containsExactly("m1", "m2", "a1", "c1", "n1", "n2", "a2", "n3");
    assertThat(row("n1").position()).isEqualTo(7);
    assertThat(row("n3").position()).isNull();
    assertThat(row("a1").toolCalls())
        .isEqualTo("[{\"callId\":\"c1\",\"toolName\":\"lookup\",\"args\":{\"q\":1}}]");
  }

  @Test
  void shouldSayWhatWasShownOfEarlierBatches() {
    // given
    RunChange first = change(log.created().started().appended("n1", "wait"));
    RunChange second = new RunChange(log.id, first.run());
    // when
    second.on(log.event(4, log.resumed(2).events.getLast().getPayload()));
    // then
    assertThat(first.shownAt()).isNull();
    assertThat(second.shownAt()).isEqualTo(4);
  }

  @Test
  void shouldTellTheModelsTextOfAnAnswer() {
    // when
    log.created()
        .answered("c1", "completed", "[1]", null)
        .answered("c2", "completed", null, null)
        .answered("c3", "failed", null, "no \"such\"\nthing")
        .answered("c4", "expired", null, "late");
    // then
    assertThat(row("c1").message().getText()).isEqualTo("[1]");
    assertThat(row("c2").message().getText()).isEqualTo("null");
    assertThat(row("c3").message().getText())
        .isEqualTo("{\"error\":\"failed: no \\\"such\\\"\\u000athing\"}");
    assertThat(row("c4").message().getText()).isEqualTo("{\"error\":\"expired: late\"}");
    assertThat(row("c4").message().getRole()).isEqualTo("tool");
    assertThat(row("c4").message().getToolName()).isEqualTo("lookup");
  }

  @Test
  void shouldSkipTheRestOfARunWhoseBeginningIsGone() {
    // given
    log.created().started().completed("x");
    RunChange change = new RunChange(log.id, null);
    // when
    change.on(log.events.get(1));
    change.on(log.events.get(2));
    // then
    assertThat(change.skipped()).isEqualTo(2);
    assertThat(change.events()).isEmpty();
    assertThat(change.run()).isNull();
  }

  @Test
  void shouldLeaveNothingOfADeletedRunButItsDeletion() {
    // when
    RunChange change = change(log.created().started().canceled().deleted());
    // then
    assertThat(change.run()).isNull();
    assertThat(change.events()).isEmpty();
    assertThat(change.messages()).isEmpty();
    assertThat(change.deletion()).isEqualTo(log.events.getLast());
  }

  @Test
  void shouldTakeADeletionThatIsAllThatIsLeft() {
    // given
    log.created().canceled().deleted();
    RunChange change = new RunChange(log.id, null);
    // when
    change.on(log.events.getLast());
    // then
    assertThat(change.deletion()).isNotNull();
    assertThat(change.skipped()).isZero();
  }

  private static Message message(String id) {
    return LoggedRun.message(id, "user", "text of " + id);
  }

  private static RunChange change(LoggedRun log) {
    RunChange change = new RunChange(log.id, null);
    log.events.forEach(change::on);
    return change;
  }

  private List<String> conversation() {
    return change(log).messages().stream()
        .sorted(
            Comparator.comparing(
                    MessageRow::position, Comparator.nullsLast(Comparator.<Long>naturalOrder()))
                .thenComparing(MessageRow::seq)
                .thenComparing(MessageRow::item))
        .map(each -> each.message().getId())
        .toList();
  }

  private MessageRow row(String messageId) {
    return change(log).messages().stream()
        .filter(each -> Objects.equals(each.message().getId(), messageId))
        .findFirst()
        .orElseThrow();
  }
}

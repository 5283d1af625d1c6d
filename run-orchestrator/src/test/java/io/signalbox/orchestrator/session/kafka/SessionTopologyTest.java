package io.signalbox.orchestrator.session.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.schemas.run.Message;
import io.signalbox.schemas.run.ModelRequest;
import io.signalbox.schemas.run.RunCreated;
import io.signalbox.schemas.session.DeleteSession;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Sessions and runs together, as the service wires them.
class SessionTopologyTest {
  private final Conversations conversations = new Conversations();

  @AfterEach
  void close() {
    conversations.close();
  }

  @Test
  void shouldKeepTheSecondRunWaitingUntilTheFirstIsOverAndTellItWhatWasSaid() {
    // given
    conversations.open("enqueue");
    conversations.admit("first", "one", null);
    conversations.admit("second", "two", null);
    assertThat(conversations.runEvents("second")).containsExactly("run.created");
    assertThat(conversations.modelRequests())
        .extracting(each -> each.getEnvelope().getAggregateId())
        .containsExactly("first");
    // when
    conversations.complete("first", "done");
    // then
    assertThat(conversations.runEvents("second")).containsExactly("run.created", "run.released");
    ModelRequest request = conversations.modelRequests().getLast();
    assertThat(request.getEnvelope().getAggregateId()).isEqualTo("second");
    assertThat(request.getMessages())
        .extracting(Message::getText)
        .containsExactly("one", "done", "two");
    assertThat(conversations.sessionEvents())
        .containsExactly(
            "session.created",
            "session.run.started",
            "session.run.queued",
            "session.run.ended",
            "session.run.released");
  }

  @Test
  void shouldStartARunWithWhatWasSaidInTheRunsBefore() {
    conversations.open("enqueue");
    conversations.admit("first", "one", null);
    conversations.complete("first", "done");
    // when
    conversations.admit("second", "two", null);
    // then
    assertThat(conversations.modelRequests().getLast().getMessages())
        .extracting(Message::getText)
        .containsExactly("one", "done", "two");
    RunCreated created = (RunCreated) conversations.created("second").getPayload();
    assertThat(created.getSessionId()).isEqualTo(Conversations.SESSION);
    assertThat(created.getWaitsFor()).isEqualTo("model");
    assertThat(created.getHistory()).extracting(Message::getText).containsExactly("one", "done");
    assertThat(created.getMessages()).extracting(Message::getText).containsExactly("two");
  }

  @Test
  void shouldGoOnWithTheNextRunWhenTheFirstFails() {
    conversations.open("enqueue");
    conversations.admit("first", "one", null);
    conversations.admit("second", "two", null);
    // when
    conversations.fail("first");
    // then
    assertThat(conversations.runEvents("first")).contains("run.failed");
    assertSecondIsReleasedKnowing("one");
  }

  @Test
  void shouldGoOnWithTheNextRunWhenTheFirstIsCanceled() {
    conversations.open("enqueue");
    conversations.admit("first", "one", null);
    conversations.admit("second", "two", null);
    // when
    conversations.cancel("first");
    // then
    assertThat(conversations.runEvents("first")).contains("run.canceled");
    assertSecondIsReleasedKnowing("one");
  }

  @Test
  void shouldGoOnWithTheNextRunWhenTheFirstTakesTooLong() {
    conversations.open("enqueue");
    conversations.admit("first", "one", null);
    conversations.pass(Duration.ofSeconds(20));
    conversations.admit("second", "two", null);
    // when
    conversations.pass(Conversations.RUN_TIMEOUT.minusSeconds(15));
    // then
    assertThat(conversations.runEvents("first")).contains("run.failed");
    assertSecondIsReleasedKnowing("one");
  }

  @Test
  void shouldCancelTheActiveRunForTheSakeOfOneThatInterrupts() {
    conversations.open("enqueue");
    conversations.admit("first", "one", null);
    conversations.admit("second", "two", null);
    // when
    conversations.admit("third", "three", "interrupt");
    // then
    assertThat(conversations.runEvents("first")).endsWith("run.canceled");
    assertThat(conversations.runEvents("third")).containsExactly("run.created", "run.released");
    assertThat(conversations.runEvents("second")).containsExactly("run.created");
    assertThat(conversations.sessionEvents())
        .endsWith(
            "session.run.interrupted",
            "session.run.queued",
            "session.run.ended",
            "session.run.released");
  }

  @Test
  void shouldLetARunThatWasCanceledWhileItWaitedLeaveTheQueue() {
    conversations.open("enqueue");
    conversations.admit("first", "one", null);
    conversations.admit("second", "two", null);
    conversations.admit("third", "three", null);
    conversations.cancel("second");
    // when
    conversations.complete("first", "done");
    // then
    assertThat(conversations.runEvents("second")).containsExactly("run.created", "run.canceled");
    assertThat(conversations.runEvents("third")).containsExactly("run.created", "run.released");
  }

  @Test
  void shouldNotStartARunThatItRefuses() {
    conversations.open("reject");
    conversations.admit("first", "one", null);
    // when
    conversations.admit("second", "two", null);
    // then
    assertThat(conversations.runEvents("second")).isEmpty();
    assertThat(conversations.rejections())
        .containsExactly("Expected no active run, but run first is active");
  }

  @Test
  void shouldCancelItsRunsWhenItIsDeleted() {
    conversations.open("enqueue");
    conversations.admit("first", "one", null);
    conversations.admit("second", "two", null);
    // when
    conversations.say(DeleteSession.newBuilder().build());
    // then
    assertThat(conversations.runEvents("first")).endsWith("run.canceled");
    assertThat(conversations.runEvents("second")).containsExactly("run.created", "run.canceled");
    assertThat(conversations.sessionEvents()).endsWith("session.deleted");
    // when
    conversations.admit("third", "three", null);
    // then
    assertThat(conversations.rejections())
        .containsExactly("Expected an open session, but this session is deleted");
  }

  @Test
  void shouldExpireOnceItWasIdleForLongEnough() {
    conversations.open("enqueue");
    conversations.pass(Conversations.IDLE.minusSeconds(1));
    conversations.admit("first", "one", null);
    conversations.pass(Duration.ofSeconds(10));
    conversations.complete("first", "done");
    conversations.pass(Conversations.IDLE.minusSeconds(1));
    assertThat(conversations.sessionEvents()).endsWith("session.run.ended");
    // when
    conversations.pass(Duration.ofSeconds(2));
    // then
    assertThat(conversations.sessionEvents()).endsWith("session.run.ended", "session.expired");
  }

  @Test
  void shouldLeaveTheStoreOnceItIsOverForLongEnough() {
    conversations.open("enqueue");
    conversations.say(DeleteSession.newBuilder().build());
    assertThat(conversations.isStored()).isTrue();
    // when
    conversations.pass(Conversations.GRACE.plusSeconds(1));
    // then
    assertThat(conversations.isStored()).isFalse();
  }

  private void assertSecondIsReleasedKnowing(String... history) {
    assertThat(conversations.runEvents("second")).contains("run.created", "run.released");
    List<Message> shown = conversations.modelRequests().getLast().getMessages();
    assertThat(shown.subList(0, history.length))
        .extracting(Message::getText)
        .containsExactly(history);
    assertThat(shown.getLast().getText()).isEqualTo("two");
    assertThat(conversations.sessionEvents()).endsWith("session.run.ended", "session.run.released");
  }
}

package io.signalbox.orchestrator.run;

import static io.signalbox.orchestrator.run.Runs.ASK;
import static io.signalbox.orchestrator.run.Runs.LOOKUP;
import static io.signalbox.orchestrator.run.Runs.and;
import static io.signalbox.orchestrator.run.Runs.appended;
import static io.signalbox.orchestrator.run.Runs.broken;
import static io.signalbox.orchestrator.run.Runs.found;
import static io.signalbox.orchestrator.run.Runs.heldBySession;
import static io.signalbox.orchestrator.run.Runs.hello;
import static io.signalbox.orchestrator.run.Runs.received;
import static io.signalbox.orchestrator.run.Runs.running;
import static io.signalbox.orchestrator.run.Runs.said;
import static io.signalbox.orchestrator.run.Runs.waitingFor;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.orchestrator.run.RunEvent.AssistantDelta;
import io.signalbox.orchestrator.run.RunEvent.RunReleased;
import io.signalbox.orchestrator.run.RunEvent.RunResumed;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TranscriptTest {

  @Test
  void shouldShowTheModelEveryAnswerInTheOrderOfComing() {
    assertThat(
            transcript(
                and(
                    waitingFor(LOOKUP, ASK),
                    received(ASK, broken("say \"no\"")),
                    received(LOOKUP, found("{\"a\":1}")),
                    new RunResumed(2))))
        .extracting(Message::text)
        .containsExactly(
            "hello", "let me see", "{\"error\":\"failed: say \\\"no\\\"\"}", "{\"a\":1}");
  }

  @Test
  void shouldCallAnEmptyResultNull() {
    assertThat(
            transcript(
                and(
                    waitingFor(ASK),
                    received(
                        ASK,
                        new ToolOutcome(ToolOutcome.Status.COMPLETED, null, null, "external")))))
        .last()
        .isEqualTo(Message.tool("call-2", "ask", "null"));
  }

  @Test
  void shouldPutAnAppendedMessageWhereTheModelSeesIt() {
    RunEvent[] events = and(waitingFor(ASK), appended("m1"), appended("m2"));
    assertThat(transcript(events)).extracting(Message::id).doesNotContain("m1");
    assertThat(transcript(and(events, received(ASK, found("1")), new RunResumed(2))))
        .extracting(Message::id)
        .containsExactly("msg-0", "m-a1", "call-2", "m1", "m2");
  }

  @Test
  void shouldTakeNothingFromDeltas() {
    assertThat(transcript(and(running(), new AssistantDelta(1, 1, 0, "hm"))))
        .containsExactly(hello());
  }

  @Test
  void shouldPutTheHistoryOfTheSessionFirst() {
    Message old = said("old", "before");
    assertThat(Transcript.history(new RunReleased(List.of(old)))).containsExactly(old);
    assertThat(transcript(heldBySession(), new RunReleased(List.of(old))))
        .containsExactly(old, hello());
  }

  /// The conversation that these events tell.
  static List<Message> transcript(RunEvent... events) {
    List<Message> all = new ArrayList<>();
    Run run = new Run.NotStarted();
    for (RunEvent event : events) {
      all.addAll(0, Transcript.history(event));
      all.addAll(Transcript.said(run, event));
      run = Run.evolve(run, event, Runs.NOON);
    }
    return all;
  }
}

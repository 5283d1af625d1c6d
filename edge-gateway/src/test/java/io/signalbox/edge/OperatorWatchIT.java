package io.signalbox.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.domain.Decision;
import io.signalbox.edge.claw.Method;
import io.signalbox.kit.kafka.WireConfig;
import io.signalbox.schemas.run.CancelRun;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/// Operators watch any run from any place, look runs up and cancel them.
class OperatorWatchIT extends EdgeTest {
  @Autowired private WireConfig config;
  @Autowired private List<Method> methods;
  private OperatorTwin operator;
  private RunScript script;

  @BeforeEach
  void start() throws Exception {
    operator = new OperatorTwin(methods);
    script = new RunScript(log, readSide);
  }

  @AfterEach
  void stop() {
    operator.close();
  }

  @Test
  void shouldWatchARunFromItsStartToItsEnd() throws Exception {
    script.write(5).project(3);
    JsonNode answer = watch("");
    assertThat(answer.get("watching").booleanValue()).as("%s", answer).isTrue();
    assertThat(operator.events(3).getLast().at("/payload/seq").longValue()).isEqualTo(3);
    script.projectAll().write(2).complete().projectAll();
    assertThat(operator.events(5))
        .extracting(event -> event.at("/payload/seq").longValue())
        .containsExactly(4L, 5L, 6L, 7L, 8L);
    JsonNode end = operator.event("run.end");
    assertThat(end.get("reason").stringValue()).isEqualTo("completed");
    assertThat(end.get("lastSeq").longValue()).isEqualTo(8);
    assertThat(end.has("code")).isFalse();
  }

  @Test
  void shouldResumeFromEitherFormOfACursor() throws Exception {
    script.write(6).complete().projectAll();
    for (String since : List.of("5", "\"5\"", "\"" + script.runId() + ":5\"")) {
      watch(",\"since\":" + since);
      assertThat(operator.events(2))
          .extracting(event -> event.at("/payload/seq").longValue())
          .containsExactly(6L, 7L);
      assertThat(operator.event("run.end").get("lastSeq").longValue()).isEqualTo(7);
    }
  }

  @Test
  void shouldRefuseCursorsThatMakeNoSense() throws Exception {
    script.write(2).complete().projectAll();
    assertRefused(",\"since\":\"" + UUID.randomUUID() + ":1\"", "CURSOR_OF_ANOTHER_RUN");
    assertRefused(",\"since\":\"x\"", "INVALID_CURSOR");
    assertRefused(",\"since\":9", "CURSOR_BEYOND_END");
    assertThat(
            operator
                .ask("runs.watch", "{\"runId\":\"" + UUID.randomUUID() + "\"}")
                .at("/details/code")
                .stringValue())
        .isEqualTo("NOT_FOUND");
    assertThat(operator.hasEvents()).isFalse();
  }

  @Test
  void shouldTellWhatIsStillKept() throws Exception {
    script.write(6).complete().projectAll();
    readSide.trim(script.runId(), 4);
    watch(",\"since\":1");
    JsonNode end = operator.event("run.end");
    assertThat(end.get("code").stringValue()).isEqualTo("HISTORY_TRIMMED");
    assertThat(end.get("oldestSeq").longValue()).isEqualTo(4);
    assertThat(end.get("lastSeq").longValue()).isEqualTo(1);
  }

  @Test
  void shouldWatchSeveralRunsAndStopWatchingOne() throws Exception {
    RunScript other = new RunScript(log, readSide);
    watch("");
    operator.ask("runs.watch", "{\"runId\":\"" + other.runId() + "\"}");
    script.write(1).projectAll();
    other.write(1).projectAll();
    assertThat(operator.events(2))
        .extracting(event -> event.at("/payload/runId").stringValue())
        .containsExactlyInAnyOrder(script.runId().toString(), other.runId().toString());

    JsonNode ended = operator.ask("runs.unwatch", "{\"runId\":\"" + script.runId() + "\"}");
    assertThat(ended.get("watched").booleanValue()).isTrue();
    assertThat(
            operator
                .ask("runs.unwatch", "{\"runId\":\"" + script.runId() + "\"}")
                .get("watched")
                .booleanValue())
        .isFalse();
    script.write(1).projectAll();
    other.write(1).complete().projectAll();
    assertThat(operator.events(3))
        .extracting(event -> event.at("/payload/runId").stringValue())
        .containsOnly(other.runId().toString());
  }

  @Test
  void shouldEndTheWatchOfASlowOperatorWhoLosesNothing() throws Exception {
    try (AnotherEdge edge =
        AnotherEdge.start(
            "signalbox.edge.watch.buffer", "4", "signalbox.edge.claw.methods.runs", "1")) {
      Collection<Method> served = edge.context().getBeansOfType(Method.class).values();
      try (OperatorTwin slow = new OperatorTwin(served)) {
        // given
        script.write(2).projectAll();
        String watch = "{\"runId\":\"" + script.runId() + "\",\"since\":%d}";
        slow.ask("runs.watch", watch.formatted(0));
        slow.events(2);
        assertThat(
                slow.ask("runs.watch", "{\"runId\":\"" + new RunScript(log, readSide).runId() + "\"}")
                    .at("/details/code")
                    .stringValue())
            .isEqualTo("TOO_MANY_RUNS");

        // when
        slow.read(false);
        script.write(40).projectAll();
        slow.read(true);

        // then
        JsonNode end = slow.event("run.end");
        assertThat(end.get("code").stringValue()).isEqualTo("SLOW_CONSUMER");
        long last = end.get("lastSeq").longValue();
        assertThat(last).isBetween(2L, 41L);
        slow.ask("runs.watch", watch.formatted(last));
        assertThat(slow.events((int) (42 - last)))
            .extracting(event -> event.at("/payload/seq").longValue())
            .containsExactlyElementsOf(LongStream.rangeClosed(last + 1, 42).boxed().toList());
      }
    }
  }

  @Test
  void shouldListShowAndCancelRuns() throws Exception {
    UUID agentId = UUID.randomUUID();
    Instant began = Instant.parse("2026-01-01T00:00:00Z");
    UUID older = UUID.randomUUID();
    UUID newer = UUID.randomUUID();
    readSide.addRun(older, agentId, agentId, "completed", began);
    readSide.addRun(newer, agentId, agentId, "running", began.plusSeconds(1));

    JsonNode first =
        operator.ask("runs.list", "{\"limit\":1,\"agentId\":\"" + agentId + "\"}");
    assertThat(first.at("/runs/0/runId").stringValue()).isEqualTo(newer.toString());
    JsonNode second =
        operator.ask(
            "runs.list",
            "{\"limit\":1,\"agentId\":\"%s\",\"cursor\":\"%s\"}"
                .formatted(agentId, first.get("nextCursor").stringValue()));
    assertThat(second.at("/runs/0/runId").stringValue()).isEqualTo(older.toString());
    assertThat(second.has("nextCursor")).isFalse();
    assertThat(operator.ask("runs.list", "{\"status\":\"lost\"}").get("error").stringValue())
        .contains("status");

    try (OwnersTwin owners = new OwnersTwin(config, sender)) {
      owners.decide(_ -> {
        ReadSide.unchecked(() -> readSide.setStatus(newer, "canceled"));
        return Decision.accept("canceled");
      });
      String cancel = "{\"runId\":\"" + newer + "\",\"reason\":\"enough\"}";
      assertThat(operator.ask("runs.cancel", cancel).get("status").stringValue())
          .isEqualTo("canceled");
      assertThat(operator.ask("runs.cancel", cancel).get("status").stringValue())
          .isEqualTo("canceled");
      assertThat(owners.heard(CancelRun.class))
          .extracting(CancelRun::getReason)
          .containsExactly("enough");
    }
    assertThat(
            operator
                .ask("runs.get", "{\"runId\":\"" + newer + "\"}")
                .at("/run/status")
                .stringValue())
        .isEqualTo("canceled");
  }

  private JsonNode watch(String more) {
    return operator.ask("runs.watch", "{\"runId\":\"" + script.runId() + "\"" + more + "}");
  }

  private void assertRefused(String more, String code) {
    JsonNode answer = watch(more);
    assertThat(answer.at("/details/code").stringValue()).as("%s", answer).isEqualTo(code);
  }
}

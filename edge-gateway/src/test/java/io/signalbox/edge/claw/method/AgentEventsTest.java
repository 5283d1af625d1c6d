package io.signalbox.edge.claw.method;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.edge.watch.RunEventFrame;
import io.signalbox.schemas.run.RunEvent;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/// Every event of a run in the words of agents' clients.
class AgentEventsTest {
  private static final Instant AT = Instant.parse("2026-01-31T12:00:00.123456Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          run.created             | lifecycle | queued       | queued
          run.released            | lifecycle | released     | released
          run.started             | lifecycle | start        | start
          run.status              | lifecycle | resumed      | resumed
          run.waiting_tool        | lifecycle | waiting_tool | waiting_tool
          run.silent              | lifecycle | silent       | silent
          run.completed           | lifecycle | end          | end
          run.canceled            | lifecycle | end          | end
          run.failed              | lifecycle | error        | error
          run.deleted             | lifecycle | error        | error
          message.appended        | lifecycle | message      | message
          model.attempt.requested | lifecycle | attempt      | attempt
          model.attempt.started   | lifecycle | attempt      | attempt
          model.attempt.failed    | lifecycle | attempt      | attempt
          reasoning.delta         | lifecycle | reasoning    | reasoning
          assistant.delta         | assistant | delta        | delta
          assistant.message       | assistant | end          | end
          tool.call.requested     | tool      | start        | start
          tool.call.dispatched    | tool      | update       | update
          tool.call.claimed       | tool      | update       | update
          tool.approval.requested | tool      | update       | approval
          tool.approval.decided   | tool      | update       | approval
          tool.result.received    | tool      | end          | result
          run.teleported          | lifecycle | other        | other
          """)
  void shouldNameStreamAndPhase(String type, String stream, String phase, String inner) {
    ObjectNode payload = AgentEvents.of(frame(type, "{\"x\":1}"));
    assertThat(payload.get("runId").stringValue()).isEqualTo("r-1");
    assertThat(payload.get("seq").longValue()).isEqualTo(7);
    assertThat(payload.get("ts").longValue()).isEqualTo(AT.toEpochMilli());
    assertThat(payload.get("type").stringValue()).isEqualTo(type);
    assertThat(payload.get("stream").stringValue()).isEqualTo(stream);
    assertThat(payload.get("phase").stringValue()).isEqualTo(phase);
    assertThat(payload.get("data").get("phase").stringValue()).isEqualTo(inner);
    assertThat(payload.get("data").get("x").intValue()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("types")
  void shouldHaveWordsForEveryTypeOfTheLog(String type) {
    assertThat(AgentEvents.knows(type)).isTrue();
  }

  static Stream<String> types() {
    List<Schema> payloads = RunEvent.getClassSchema().getField("payload").schema().getTypes();
    return payloads.stream().map(each -> each.getProp("eventType"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "null", "[]", "\"text\""})
  void shouldPassOnWhatIsNoObject(String data) {
    assertThat(AgentEvents.of(frame("run.teleported", data)).get("data").toString())
        .isEqualTo("{\"phase\":\"other\"}");
  }

  @Test
  void shouldTellWhatClientsOfToolsLookFor() {
    ObjectNode started =
        data("tool.call.requested", "{\"callId\":\"c\",\"toolName\":\"t\",\"args\":{\"a\":1}}");
    assertThat(started.get("toolCallId").stringValue()).isEqualTo("c");
    assertThat(started.get("name").stringValue()).isEqualTo("t");
    assertThat(started.get("args").get("a").intValue()).isEqualTo(1);
    ObjectNode failed = data("tool.result.received", "{\"status\":\"expired\"}");
    assertThat(failed.get("isError").booleanValue()).isTrue();
    ObjectNode completed = data("tool.result.received", "{\"status\":\"completed\"}");
    assertThat(completed.get("isError").booleanValue()).isFalse();
  }

  @Test
  void shouldTellHowARunBeganAndEnded() {
    assertThat(data("run.started", "{}").get("startedAt").longValue()).isEqualTo(AT.toEpochMilli());
    assertThat(data("run.completed", "{}").get("endedAt").longValue()).isEqualTo(AT.toEpochMilli());
    assertThat(data("run.canceled", "{}").get("aborted").booleanValue()).isTrue();
    assertThat(data("run.failed", "{\"error\":\"e\"}").get("error").stringValue()).isEqualTo("e");
    assertThat(data("run.created", "{\"messages\":[1],\"history\":[2],\"agentId\":\"a\"}"))
        .hasToString("{\"agentId\":\"a\",\"phase\":\"queued\"}");
  }

  private static ObjectNode data(String type, String json) {
    return AgentEvents.of(frame(type, json)).get("data").asObject();
  }

  private static RunEventFrame frame(String type, String data) {
    return new RunEventFrame("r-1", 7, type, AT, data);
  }
}

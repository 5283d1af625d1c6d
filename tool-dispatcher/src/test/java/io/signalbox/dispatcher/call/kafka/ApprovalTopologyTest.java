package io.signalbox.dispatcher.call.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.dispatcher.call.Wire;
import io.signalbox.schemas.tool.DecideToolApproval;
import io.signalbox.schemas.tool.RequestToolCall;
import io.signalbox.schemas.tool.ToolApprovalDecided;
import io.signalbox.schemas.tool.ToolApprovalExpired;
import io.signalbox.schemas.tool.ToolApprovalRequested;
import io.signalbox.schemas.tool.ToolCallDispatched;
import io.signalbox.schemas.tool.ToolCallFailed;
import io.signalbox.schemas.tool.ToolEvent;
import io.signalbox.schemas.tool.ToolRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Calls that wait for somebody to approve them.
class ApprovalTopologyTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Instant UNTIL = NOON.plusSeconds(120);
  private static final Wire ACME = new Wire("acme", "edge-1");
  private static final String REQUIRED = "require_approval";

  private final String run = Wire.id();
  private final String call = Wire.id();
  private final String device = Wire.id();
  private final DispatchDriver dispatcher = new DispatchDriver(NOON);

  @BeforeEach
  void connect() {
    dispatcher.send(ACME.connected(device, 1, "s1", "lookup"));
  }

  @AfterEach
  void close() {
    dispatcher.close();
  }

  private void request(String callId, String policy, @Nullable String execution) {
    ToolRequest plain =
        ACME.request(
            callId,
            run,
            "lookup",
            execution == null ? "device" : "server",
            NOON,
            NOON.plusSeconds(600));
    RequestToolCall payload =
        RequestToolCall.newBuilder((RequestToolCall) plain.getPayload())
            .setExecution(execution)
            .setPolicy(policy)
            .setApprovalDeadline(UNTIL)
            .build();
    dispatcher.send(ToolRequest.newBuilder(plain).setPayload(payload).build());
  }

  private void decide(Wire tenant, String callId, String decision) {
    dispatcher.send(
        tenant.report(
            callId, DecideToolApproval.newBuilder().setRunId(run).setDecision(decision).build()));
  }

  @Test
  void shouldNeverDispatchWhatThePolicyDenies() {
    // when
    request(call, "deny", null);
    // then
    List<ToolEvent> events = dispatcher.events().readValuesToList();
    assertThat(events).hasSize(2);
    assertThat(events.getLast().getPayload())
        .isInstanceOfSatisfying(
            ToolCallFailed.class, it -> assertThat(it.getCode()).isEqualTo("DENIED"));
    assertThat(dispatcher.dispatches()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"path":"/tmp/a"}     | {"properties":{"path":{"pattern":"^/tmp/"}}}           |
          {"path":"/etc/hosts"} | {"properties":{"path":{"pattern":"^/tmp/"}}}           | /path: does not match
          {"force":true}        | {"properties":{"force":{"const":false}}}               | /force: must be the constant
          {"a":1}               | {"properties":{"path":{}},"additionalProperties":false} | property 'a'
          {"path":              | {"required":["path"]}                                  | Expected arguments of JSON
          {}                    | {"type":7}                                             | Expected rules that are a JSON Schema
          {}                    | {                                                      | Expected rules that are a JSON Schema
          """)
  void shouldDenyArgumentsThatTheRulesDoNotAllow(
      String args, String rules, @Nullable String objection) {
    // when
    ToolRequest plain = ACME.request(call, run, "lookup", "device");
    RequestToolCall payload =
        RequestToolCall.newBuilder((RequestToolCall) plain.getPayload())
            .setArgs(args)
            .setRules(rules)
            .build();
    dispatcher.send(ToolRequest.newBuilder(plain).setPayload(payload).build());
    // then
    Object last = dispatcher.events().readValuesToList().getLast().getPayload();
    if (objection == null) {
      assertThat(last).isInstanceOf(ToolCallDispatched.class);
      return;
    }
    assertThat(last)
        .isInstanceOfSatisfying(
            ToolCallFailed.class,
            it -> {
              assertThat(it.getCode()).isEqualTo("DENIED");
              assertThat(it.getError())
                  .startsWith("The agent's policy denies this call of 'lookup': ")
                  .contains(objection);
            });
    assertThat(dispatcher.dispatches()).isEmpty();
  }

  @Test
  void shouldDispatchACallOnceItIsApproved() {
    // given
    request(call, REQUIRED, null);
    List<ToolEvent> asked = dispatcher.events().readValuesToList();
    assertThat(asked.getLast().getPayload())
        .isEqualTo(ToolApprovalRequested.newBuilder().setRunId(run).setUntil(UNTIL).build());
    dispatcher.send(ACME.connected(device, 2, "s2", "lookup"));
    assertThat(dispatcher.dispatches()).isEmpty();
    // when
    decide(ACME, call, "allow-once");
    decide(ACME, call, "allow-once");
    // then
    List<ToolEvent> events = dispatcher.events().readValuesToList();
    assertThat(events.getFirst().getPayload())
        .isEqualTo(
            ToolApprovalDecided.newBuilder()
                .setRunId(run)
                .setDecision("allow-once")
                .setBy("test")
                .build());
    assertThat(events).hasSize(2);
    assertThat(dispatcher.dispatches()).hasSize(1);
    assertThat(dispatcher.answers()).containsExactly("2 events", "2 events", "0 events");
    assertThat(dispatcher.counted("signalbox.tool.approvals", "decision", "allow-once")).isOne();
  }

  @Test
  void shouldExecuteHereWhatIsApproved() {
    // given
    request(call, REQUIRED, "{\"type\":\"basic\",\"mode\":\"pass-through\"}");
    assertThat(dispatcher.work()).isEmpty();
    // when
    decide(ACME, call, "allow-once");
    // then
    assertThat(dispatcher.work()).hasSize(1);
    assertThat(dispatcher.eventTypes())
        .containsExactly(
            "tool.call.requested",
            "tool.approval.requested",
            "tool.approval.decided",
            "tool.call.claimed");
  }

  @Test
  void shouldTellTheModelThatACallWasDenied() {
    // given
    request(call, REQUIRED, null);
    dispatcher.events().readValuesToList();
    // when
    dispatcher.send(
        ACME.report(
            call,
            DecideToolApproval.newBuilder()
                .setRunId(run)
                .setDecision("deny")
                .setReason("not today")
                .build()));
    // then
    assertThat(dispatcher.events().readValuesToList().getLast().getPayload())
        .isInstanceOfSatisfying(
            ToolCallFailed.class,
            it -> {
              assertThat(it.getCode()).isEqualTo("DENIED");
              assertThat(it.getError()).endsWith("denied by test: not today");
            });
    assertThat(dispatcher.dispatches()).isEmpty();
    assertThat(dispatcher.entries(Stores.DEADLINES)).isEmpty();
  }

  /// Row 9 of the traps.
  @Test
  void approvalAnsweredToTheWrongCallShouldNotHappenWhenTwoAreAnsweredInReverseOrder() {
    // given
    String second = Wire.id();
    request(call, REQUIRED, null);
    request(second, REQUIRED, null);
    dispatcher.events().readValuesToList();
    // when
    decide(ACME, second, "allow-once");
    decide(ACME, call, "deny");
    // then
    assertThat(dispatcher.dispatches()).extracting(it -> it.getCallId()).containsExactly(second);
    assertThat(dispatcher.events().readValuesToList())
        .filteredOn(event -> event.getPayload() instanceof ToolCallFailed)
        .extracting(event -> event.getEnvelope().getAggregateId())
        .containsExactly(call);
  }

  /// Row 11 of the traps.
  @Test
  void approvalNeverAnsweredShouldExpireWithAnEventAndAReason() {
    // given
    request(call, REQUIRED, null);
    dispatcher.advance(Duration.ofSeconds(119));
    assertThat(dispatcher.eventTypes())
        .containsExactly("tool.call.requested", "tool.approval.requested");
    // when
    dispatcher.advance(Duration.ofSeconds(2));
    decide(ACME, call, "allow-once");
    // then
    List<ToolEvent> events = dispatcher.events().readValuesToList();
    assertThat(events).hasSize(2);
    assertThat(events.getFirst().getPayload())
        .isInstanceOfSatisfying(
            ToolApprovalExpired.class,
            it -> assertThat(it.getReason()).contains("'lookup' before 2026-01-01T12:02:00Z"));
    assertThat(events.getLast().getPayload())
        .isInstanceOfSatisfying(
            ToolCallFailed.class, it -> assertThat(it.getCode()).isEqualTo("APPROVAL_EXPIRED"));
    assertThat(dispatcher.answers()).containsExactly("2 events", "STALE");
    assertThat(dispatcher.dispatches()).isEmpty();
    assertThat(dispatcher.counted("signalbox.tool.approvals", "decision", "expired")).isOne();
  }

  @Test
  void canceledButExecutedLaterShouldNotHappenToACallThatWaitsForAnApproval() {
    // given
    request(call, REQUIRED, null);
    // when
    dispatcher.send(ACME.cancel(call, run));
    decide(ACME, call, "allow-once");
    // then
    assertThat(dispatcher.answers()).containsExactly("2 events", "1 events", "STALE");
    assertThat(dispatcher.dispatches()).isEmpty();
  }

  @Test
  void shouldNotLetAnotherTenantDecide() {
    // given
    request(call, REQUIRED, null);
    // when
    decide(new Wire("other", "edge-1"), call, "allow-once");
    // then
    assertThat(dispatcher.answers()).containsExactly("2 events", "NOT_FOUND");
    assertThat(dispatcher.dispatches()).isEmpty();
  }
}

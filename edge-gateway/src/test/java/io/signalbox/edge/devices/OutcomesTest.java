package io.signalbox.edge.devices;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.edge.views.DeviceCallReads.Call;
import io.signalbox.kit.Ids;
import io.signalbox.kit.kafka.Envelopes;
import io.signalbox.schemas.Actor;
import io.signalbox.schemas.tool.ToolCallCompleted;
import io.signalbox.schemas.tool.ToolCallDispatched;
import io.signalbox.schemas.tool.ToolCallFailed;
import io.signalbox.schemas.tool.ToolEvent;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OutcomesTest {
  private static final UUID DEVICE = Ids.next();
  private static final Invocation INVOCATION =
      new Invocation(Ids.next(), DEVICE, "lookup", "{\"a\":1,\"b\":2}", null);

  private static Call call(String status, @Nullable String source, @Nullable String code) {
    return new Call("lookup", "{\"b\":2,\"a\":1}", DEVICE, status, "7", source, "why", code, 3);
  }

  private static ToolEvent event(Object payload) {
    Actor actor = Actor.newBuilder().setKind("service").setSubject("test").build();
    return ToolEvent.newBuilder()
        .setEnvelope(
            Envelopes.command("acme", INVOCATION.callId().toString(), actor, Instant.now(), null))
        .setPayload(payload)
        .build();
  }

  private static ToolEvent failed(String source, @Nullable String code) {
    return event(
        ToolCallFailed.newBuilder()
            .setRunId("r")
            .setError("why")
            .setSource(source)
            .setCode(code)
            .build());
  }

  @Test
  void shouldReadTheSameFromTheLogAndFromTheView() {
    assertThat(Outcomes.of(failed("device", "NOT_CONNECTED")))
        .contains(new Outcome.Failed("why", "NOT_CONNECTED"))
        .isEqualTo(Outcomes.of(call("failed", "device", "NOT_CONNECTED"), INVOCATION));
    assertThat(Outcomes.of(failed("server", "NOT_CONNECTED")))
        .contains(new Outcome.NotConnected("why"))
        .isEqualTo(Outcomes.of(call("failed", "server", "NOT_CONNECTED"), INVOCATION));
    assertThat(Outcomes.of(failed("server", "NOT_DECLARED")))
        .contains(new Outcome.NotDeclared("why"));
    assertThat(Outcomes.of(failed("server", "DISCONNECTED"))).contains(new Outcome.Left("why"));
    assertThat(Outcomes.of(failed("server", null))).contains(new Outcome.Failed("why", null));
    ToolCallCompleted completed =
        ToolCallCompleted.newBuilder().setRunId("r").setResult("7").setSource("device").build();
    assertThat(Outcomes.of(event(completed)))
        .contains(new Outcome.Completed("7"))
        .isEqualTo(Outcomes.of(call("completed", "device", null), INVOCATION));
    assertThat(Outcomes.of(call("expired", null, null), INVOCATION))
        .contains(new Outcome.Expired("why"));
    assertThat(Outcomes.of(call("canceled", null, null), INVOCATION))
        .contains(new Outcome.Canceled("why"));
  }

  @Test
  void shouldReadNothingWhileTheCallIsUnderWay() {
    ToolCallDispatched dispatched =
        ToolCallDispatched.newBuilder()
            .setRunId("r")
            .setDeviceId("d")
            .setSessionId("s")
            .setEpoch(1)
            .setLease("l")
            .build();
    assertThat(Outcomes.of(event(dispatched))).isEmpty();
    assertThat(Outcomes.of(call("dispatched", null, null), INVOCATION)).isEmpty();
  }

  @Test
  void shouldNotTakeAnotherCallForThisOne() {
    Call known = call("completed", "device", null);
    UUID id = INVOCATION.callId();
    assertThat(Outcomes.of(known, new Invocation(id, DEVICE, "print", "{\"a\":1,\"b\":2}", null)))
        .contains(new Outcome.OtherCall());
    assertThat(Outcomes.of(known, new Invocation(id, DEVICE, "lookup", "{}", null)))
        .contains(new Outcome.OtherCall());
    assertThat(
            Outcomes.of(known, new Invocation(id, Ids.next(), "lookup", "{\"a\":1,\"b\":2}", null)))
        .contains(new Outcome.OtherCall());
  }
}

package io.signalbox.dispatcher.call;

import static io.signalbox.dispatcher.call.SampleCalls.FOR_DEVICE;
import static io.signalbox.dispatcher.call.SampleCalls.FOR_SERVER;
import static io.signalbox.dispatcher.call.SampleCalls.LATER;
import static io.signalbox.dispatcher.call.SampleCalls.REPEATABLE;
import static io.signalbox.dispatcher.call.SampleCalls.RUN;
import static io.signalbox.dispatcher.call.SampleCalls.TENANT;
import static io.signalbox.dispatcher.call.SampleCalls.UNTIL;
import static io.signalbox.dispatcher.call.SampleCalls.device;
import static io.signalbox.dispatcher.call.SampleCalls.holder;
import static io.signalbox.dispatcher.call.SampleCalls.lease;
import static io.signalbox.dispatcher.call.SampleCalls.offer;
import static io.signalbox.dispatcher.call.SampleCalls.reconnect;
import static io.signalbox.dispatcher.call.SampleCalls.result;
import static io.signalbox.domain.Rejection.CONFLICT;
import static io.signalbox.domain.Rejection.FORBIDDEN;
import static io.signalbox.domain.Rejection.NOT_FOUND;
import static io.signalbox.domain.Rejection.STALE;

import io.signalbox.dispatcher.call.CallCommand.ClaimCall;
import io.signalbox.dispatcher.call.CallCommand.EndLease;
import io.signalbox.dispatcher.call.CallCommand.Memory;
import io.signalbox.dispatcher.call.CallCommand.RecordLate;
import io.signalbox.dispatcher.call.CallCommand.RenewLease;
import io.signalbox.dispatcher.call.CallCommand.Speaker;
import io.signalbox.dispatcher.call.CallCommand.SubmitResult;
import io.signalbox.dispatcher.call.CallEvent.Accepted;
import io.signalbox.dispatcher.call.CallEvent.Claimed;
import io.signalbox.dispatcher.call.CallEvent.Completed;
import io.signalbox.dispatcher.call.CallEvent.Dispatched;
import io.signalbox.dispatcher.call.CallEvent.LeaseLost;
import io.signalbox.dispatcher.call.CallEvent.OutcomeUnknown;
import io.signalbox.dispatcher.call.CallEvent.Renewed;
import io.signalbox.dispatcher.call.CallEvent.ResultLate;
import io.signalbox.dispatcher.call.CallEvent.Resumed;
import io.signalbox.dispatcher.call.kafka.StoredCall;
import io.signalbox.testing.Decider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Who may execute a call, and for how long.
class LeaseTest {
  private static final Decider<ToolCall, CallCommand, CallEvent> CALL =
      new Decider<>(
          new ToolCall.NotRequested(),
          CallDecider::decide,
          ToolCall::evolve,
          StoredCall::writtenAndRead);
  private static final CallEvent ACCEPTED = new Accepted(FOR_DEVICE);
  private static final CallEvent MAY_BE_REPEATED = new Accepted(REPEATABLE);
  private static final CallEvent POSTABLE = new Accepted(FOR_SERVER);
  private static final CallEvent DISPATCHED = new Dispatched(lease("s1", 1));
  private static final CallEvent LOST =
      new LeaseLost(1, "Nothing was heard from device device-1 in time");
  private static final CallEvent UNKNOWN =
      new OutcomeUnknown(
          1,
          "Nothing was heard from device device-1 in time; whether it executed the call is unknown");
  private static final CallEvent CLAIMED = new Claimed(new Claim("w1", 1, "token-1", UNTIL));
  private static final CallCommand RUN_OUT = new EndLease(UNTIL);

  private static CallCommand renew(Speaker speaker, @Nullable String session) {
    return new RenewLease(speaker, session, null, LATER);
  }

  private static CallCommand claim(String worker, String token) {
    return new ClaimCall(TENANT, RUN, worker, token, null, UNTIL);
  }

  private static CallCommand completed(Speaker speaker, String source) {
    return new SubmitResult(speaker, "completed", "{\"a\":1}", null, source, null);
  }

  /// Row 1 of the traps.
  @Nested
  class LongToolCallReExecuted {
    @Test
    void shouldStayWithADeviceThatIsHeardOf() {
      CALL.given(ACCEPTED, DISPATCHED)
          .when(renew(device("device-1"), "s1"))
          .then(new Renewed(1, LATER, null));
      CALL.given(MAY_BE_REPEATED, DISPATCHED, new Renewed(1, LATER, null)).when(RUN_OUT).then();
    }

    @Test
    void shouldEndAsUnknownWhenTheDeviceIsLostAndTheToolMustNotBeRepeated() {
      CALL.given(ACCEPTED, DISPATCHED).when(new EndLease(UNTIL.minusMillis(1))).then();
      CALL.given(ACCEPTED, DISPATCHED).when(RUN_OUT).then(UNKNOWN);
      CALL.given(ACCEPTED, DISPATCHED, UNKNOWN)
          .when(offer("device-2", "s2", 2))
          .thenRejected(STALE);
    }

    @Test
    void shouldGoToAnotherDeviceOnlyIfTheToolMayBeRepeated() {
      CALL.given(MAY_BE_REPEATED, DISPATCHED).when(RUN_OUT).then(LOST);
      CALL.given(MAY_BE_REPEATED, DISPATCHED, LOST)
          .when(offer("device-2", "s9", 2))
          .then(new Dispatched(new Lease("device-2", "s9", 2, "token-2", UNTIL)));
    }

    @Test
    void shouldRecordAResultUnderAnOldLeaseAsLate() {
      CallEvent again = new Dispatched(new Lease("device-2", "s9", 2, "token-2", UNTIL));
      CALL.given(MAY_BE_REPEATED, DISPATCHED, LOST)
          .when(result("device", "device-1"))
          .thenRejected(STALE);
      CALL.given(MAY_BE_REPEATED, DISPATCHED, LOST, again)
          .when(result("device", "device-1"))
          .thenRejected(STALE);
      CALL.given(MAY_BE_REPEATED, DISPATCHED, LOST, again)
          .when(completed(new Speaker(TENANT, RUN, "device-2", "token-1"), "device"))
          .thenRejected(STALE);
      CALL.given(MAY_BE_REPEATED, DISPATCHED, LOST, again)
          .when(new RecordLate("completed", "device", "device-1"))
          .then(new ResultLate("completed", "device", "device-1"));
      CALL.given(ACCEPTED, DISPATCHED, UNKNOWN)
          .when(result("device", "device-1"))
          .thenRejected(STALE);
    }
  }

  @Nested
  class Reconnecting {
    @Test
    void shouldGoOnWithADeviceThatHoldsTheCall() {
      CALL.given(ACCEPTED, DISPATCHED)
          .when(reconnect("s2", Memory.HELD, 2))
          .then(new Resumed("device-1", "s2", 1, LATER));
      CALL.given(ACCEPTED, DISPATCHED).when(reconnect("s1", Memory.HELD, 2)).then();
    }

    @Test
    void shouldHandItOutAgainToADeviceThatKeepsItsCallsAndDoesNotHoldIt() {
      CALL.given(ACCEPTED, DISPATCHED)
          .when(reconnect("s2", Memory.NOT_HELD, 2))
          .then(new Dispatched(new Lease("device-1", "s2", 2, "token-2", LATER)));
    }

    @Test
    void shouldHandItOutAgainToADeviceThatKeepsNothingOnlyIfTheToolMayBeRepeated() {
      CALL.given(ACCEPTED, DISPATCHED).when(reconnect("s2", Memory.NONE, 2)).then();
      CALL.given(MAY_BE_REPEATED, DISPATCHED)
          .when(reconnect("s2", Memory.NONE, 2))
          .then(new Dispatched(new Lease("device-1", "s2", 2, "token-2", LATER)));
    }

    @Test
    void shouldFollowADeviceThatIsAtItUnderANewSession() {
      CALL.given(ACCEPTED, DISPATCHED)
          .when(renew(device("device-1"), "s2"))
          .then(new Resumed("device-1", "s2", 1, LATER), new Renewed(1, LATER, null));
    }
  }

  @Nested
  class Claiming {
    @Test
    void shouldGiveTheCallToOneWorker() {
      CALL.given(POSTABLE).when(claim("w1", "token-1")).then(CLAIMED);
      CALL.given(POSTABLE, CLAIMED).when(claim("w1", "token-1")).then();
      CALL.given(POSTABLE, CLAIMED).when(claim("w2", "token-2")).thenRejected(CONFLICT);
      CALL.given(ACCEPTED).when(claim("w1", "token-1")).thenRejected(FORBIDDEN);
      CALL.given().when(claim("w1", "token-1")).thenRejected(NOT_FOUND);
    }

    @Test
    void shouldTakeTheResultOfWhoeverHoldsTheLeaseOnly() {
      CALL.given(POSTABLE, CLAIMED)
          .when(completed(holder("token-1"), "external"))
          .then(new Completed("{\"a\":1}", "external"));
      CALL.given(POSTABLE, CLAIMED)
          .when(completed(holder("token-2"), "external"))
          .thenRejected(FORBIDDEN);
      CALL.given(POSTABLE, CLAIMED).when(result("server", null)).thenRejected(FORBIDDEN);
      CALL.given(POSTABLE).when(completed(holder("token-1"), "external")).thenRejected(FORBIDDEN);
    }

    @Test
    void shouldLoseItsCallWhenItIsSilent() {
      CALL.given(POSTABLE, CLAIMED)
          .when(RUN_OUT)
          .then(
              new OutcomeUnknown(
                  1, "Nothing was heard from w1 in time; whether it executed the call is unknown"));
      CALL.given(POSTABLE, CLAIMED)
          .when(renew(holder("token-1"), null))
          .then(new Renewed(1, LATER, null));
    }
  }

  @Test
  void shouldNotRenewTheLeaseOfAnother() {
    CALL.given(ACCEPTED, DISPATCHED).when(renew(device("device-2"), "s1")).thenRejected(FORBIDDEN);
    CALL.given(ACCEPTED, DISPATCHED, UNKNOWN)
        .when(renew(device("device-1"), "s1"))
        .thenRejected(STALE);
    CALL.given(ACCEPTED, DISPATCHED)
        .when(renew(new Speaker("other", RUN, "device-1", null), "s1"))
        .thenRejected(NOT_FOUND);
  }

  @Test
  void shouldTakeTheResultOfADeviceWithoutConnectionByTheTokenOfItsLease() {
    CALL.given(ACCEPTED, DISPATCHED)
        .when(completed(holder("token-1"), "device"))
        .then(new Completed("{\"a\":1}", "device"));
  }
}

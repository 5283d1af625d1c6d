package io.signalbox.dispatcher.call;

import static io.signalbox.dispatcher.call.SampleCalls.FOR_DEVICE;
import static io.signalbox.dispatcher.call.SampleCalls.GUARDED;
import static io.signalbox.dispatcher.call.SampleCalls.NOON;
import static io.signalbox.dispatcher.call.SampleCalls.RUN;
import static io.signalbox.dispatcher.call.SampleCalls.TENANT;
import static io.signalbox.dispatcher.call.SampleCalls.UNTIL;
import static io.signalbox.dispatcher.call.SampleCalls.cancel;
import static io.signalbox.dispatcher.call.SampleCalls.decide;
import static io.signalbox.dispatcher.call.SampleCalls.failure;
import static io.signalbox.dispatcher.call.SampleCalls.guarded;
import static io.signalbox.dispatcher.call.SampleCalls.lease;
import static io.signalbox.dispatcher.call.SampleCalls.offer;
import static io.signalbox.dispatcher.call.SampleCalls.request;
import static io.signalbox.dispatcher.call.SampleCalls.result;
import static io.signalbox.domain.Rejection.CONFLICT;
import static io.signalbox.domain.Rejection.INVALID;
import static io.signalbox.domain.Rejection.NOT_FOUND;
import static io.signalbox.domain.Rejection.STALE;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.dispatcher.call.CallCommand.ClaimCall;
import io.signalbox.dispatcher.call.CallCommand.DecideApproval;
import io.signalbox.dispatcher.call.CallCommand.Speaker;
import io.signalbox.dispatcher.call.CallCommand.TimeOutCall;
import io.signalbox.dispatcher.call.CallEvent.Accepted;
import io.signalbox.dispatcher.call.CallEvent.ApprovalDecided;
import io.signalbox.dispatcher.call.CallEvent.ApprovalExpired;
import io.signalbox.dispatcher.call.CallEvent.ApprovalRequested;
import io.signalbox.dispatcher.call.CallEvent.Canceled;
import io.signalbox.dispatcher.call.CallEvent.Completed;
import io.signalbox.dispatcher.call.CallEvent.Dispatched;
import io.signalbox.dispatcher.call.CallEvent.Failed;
import io.signalbox.dispatcher.call.kafka.StoredCall;
import io.signalbox.domain.Decision;
import io.signalbox.domain.Rejection;
import io.signalbox.testing.Decider;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Policies of tools, and calls that somebody has to approve.
class ApprovalTest {
  private static final Decider<ToolCall, CallCommand, CallEvent> CALL =
      new Decider<>(
          new ToolCall.NotRequested(),
          CallDecider::decide,
          ToolCall::evolve,
          StoredCall::writtenAndRead);
  private static final CallEvent ACCEPTED = new Accepted(GUARDED);
  private static final CallEvent ASKED = new ApprovalRequested(UNTIL);
  private static final CallEvent ALLOWED =
      new ApprovalDecided(Approval.ALLOWED_ONCE, "ann", "go on");
  private static final CallEvent DENIED = new ApprovalDecided(Approval.DENIED, "ann", "not today");
  private static final CallEvent FAILED =
      new Failed("The call of 'lookup' was denied by ann: not today", "server", "DENIED");
  private static final String LATE =
      "Nobody approved the call of 'lookup' before 2026-01-01T12:00:30.000001Z";
  private static final CallEvent EXPIRED = new ApprovalExpired(LATE);
  private static final CallEvent ENDED = new Failed(LATE, "server", "APPROVAL_EXPIRED");

  @ParameterizedTest
  @ValueSource(strings = {"deny", "of a later version"})
  void shouldFailAtOnceWhatThePolicyDenies(String policy) {
    Request denied = guarded(Policy.ofWire(policy), null);
    CALL.given()
        .when(request(denied))
        .then(
            new Accepted(denied),
            new Failed("The agent's policy denies calls of 'lookup'", "server", "DENIED"));
  }

  @Test
  void shouldNotExecuteACallBeforeItIsApproved() {
    CALL.given().when(request(GUARDED)).then(ACCEPTED, ASKED);
    CALL.given(ACCEPTED, ASKED).when(request(GUARDED)).then();
    CALL.given(ACCEPTED, ASKED).when(offer("device-1", "s1", 1)).thenRejected(CONFLICT);
    CALL.given(ACCEPTED, ASKED)
        .when(new ClaimCall(TENANT, RUN, "worker", "token", null, UNTIL))
        .thenRejected(CONFLICT);
    CALL.given(ACCEPTED, ASKED).when(failure("server", "no")).thenRejected(CONFLICT);
    CALL.given(ACCEPTED, ASKED).when(result("device", "device-1")).thenRejected(CONFLICT);
  }

  @Test
  void shouldWaitForAnApprovalNoLongerThanForTheCall() {
    Instant end = NOON.plusSeconds(60);
    assertThat(guarded(Policy.REQUIRE_APPROVAL, end.plusSeconds(1)).approveBy()).isEqualTo(end);
    assertThat(guarded(Policy.REQUIRE_APPROVAL, null).approveBy()).isEqualTo(end);
    assertThat(GUARDED.approveBy()).isEqualTo(UNTIL);
  }

  @Test
  void shouldGoOnWhenItIsAllowed() {
    CALL.given(ACCEPTED, ASKED).when(decide("allow-once", "go on")).then(ALLOWED);
    CALL.given(ACCEPTED, ASKED, ALLOWED)
        .when(offer("device-1", "s1", 1))
        .then(new Dispatched(lease("s1", 1)));
  }

  @Test
  void shouldFailWhenItIsDenied() {
    CALL.given(ACCEPTED, ASKED).when(decide("deny", "not today")).then(DENIED, FAILED);
    CALL.given(ACCEPTED, ASKED)
        .when(decide("deny", null))
        .then(
            new ApprovalDecided(Approval.DENIED, "ann", null),
            new Failed("The call of 'lookup' was denied by ann", "server", "DENIED"));
    CALL.given(ACCEPTED, ASKED, DENIED, FAILED)
        .when(offer("device-1", "s1", 1))
        .thenRejected(STALE);
  }

  @Test
  void shouldAnswerTheSameDecisionAgainWithoutAnEvent() {
    CallEvent dispatched = new Dispatched(lease("s1", 1));
    CallEvent completed = new Completed("1", "device");
    CallCommand allow = decide("allow-once", null);
    CALL.given(ACCEPTED, ASKED, ALLOWED).when(allow).then();
    CALL.given(ACCEPTED, ASKED, ALLOWED, dispatched).when(allow).then();
    CALL.given(ACCEPTED, ASKED, ALLOWED, dispatched, completed).when(allow).then();
    CALL.given(ACCEPTED, ASKED, DENIED, FAILED).when(decide("deny", "again")).then();
  }

  @Test
  void shouldRefuseADecisionThatIsNotAskedFor() {
    CallCommand allow = decide("allow-once", null);
    refused(CONFLICT, "but it needs none", allow, new Accepted(FOR_DEVICE));
    refused(
        CONFLICT, "but it was decided: allow-once", decide("deny", null), ACCEPTED, ASKED, ALLOWED);
    refused(CONFLICT, "but it was decided: deny", allow, ACCEPTED, ASKED, DENIED, FAILED);
    refused(STALE, "but the approval expired", allow, ACCEPTED, ASKED, EXPIRED, ENDED);
    refused(STALE, "but it was canceled", allow, ACCEPTED, ASKED, new Canceled("enough", null));
    refused(STALE, "but it ended as failed", allow, new Accepted(FOR_DEVICE), FAILED);
    refused(INVALID, "but got 'allow-always'", decide("allow-always", null), ACCEPTED, ASKED);
  }

  private static void refused(
      Rejection code, String reason, CallCommand command, CallEvent... past) {
    CALL.given(past).when(command).thenRejected(code);
    ToolCall call = new ToolCall.NotRequested();
    for (CallEvent event : past) {
      call = ToolCall.evolve(call, event);
    }
    assertThat(CallDecider.decide(call, command))
        .isInstanceOfSatisfying(
            Decision.Rejected.class, it -> assertThat(it.reason()).endsWith(reason));
  }

  @Test
  void shouldNotTellStrangersThatACallWaits() {
    CALL.given(ACCEPTED, ASKED)
        .when(new DecideApproval(new Speaker("other", RUN, null, null), "allow-once", "eve", null))
        .thenRejected(NOT_FOUND);
    CALL.given(ACCEPTED, ASKED)
        .when(
            new DecideApproval(
                new Speaker(TENANT, "another-run", null, null), "allow-once", "eve", null))
        .thenRejected(NOT_FOUND);
    CALL.given().when(decide("allow-once", null)).thenRejected(NOT_FOUND);
  }

  @Test
  void shouldCancelACallThatWaitsForAnApproval() {
    CALL.given(ACCEPTED, ASKED).when(cancel()).then(new Canceled("the run was canceled", null));
  }

  /// Row 11 of the traps.
  @Test
  void approvalNeverAnsweredShouldExpireAtItsDeadlineWithAReason() {
    CALL.given(ACCEPTED, ASKED).when(new TimeOutCall(UNTIL.minusMillis(1))).then();
    CALL.given(ACCEPTED, ASKED).when(new TimeOutCall(UNTIL)).then(EXPIRED, ENDED);
    CALL.given(ACCEPTED, ASKED, ALLOWED).when(new TimeOutCall(UNTIL)).then();
  }
}

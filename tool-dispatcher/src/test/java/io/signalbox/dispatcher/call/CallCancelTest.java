package io.signalbox.dispatcher.call;

import static io.signalbox.dispatcher.call.SampleCalls.FOR_DEVICE;
import static io.signalbox.dispatcher.call.SampleCalls.FOR_SERVER;
import static io.signalbox.dispatcher.call.SampleCalls.RUN;
import static io.signalbox.dispatcher.call.SampleCalls.TENANT;
import static io.signalbox.dispatcher.call.SampleCalls.UNTIL;
import static io.signalbox.dispatcher.call.SampleCalls.cancel;
import static io.signalbox.dispatcher.call.SampleCalls.device;
import static io.signalbox.dispatcher.call.SampleCalls.failure;
import static io.signalbox.dispatcher.call.SampleCalls.lease;
import static io.signalbox.dispatcher.call.SampleCalls.offer;
import static io.signalbox.dispatcher.call.SampleCalls.request;
import static io.signalbox.dispatcher.call.SampleCalls.result;
import static io.signalbox.domain.Rejection.FORBIDDEN;
import static io.signalbox.domain.Rejection.NOT_FOUND;
import static io.signalbox.domain.Rejection.STALE;

import io.signalbox.dispatcher.call.CallCommand.CancelCall;
import io.signalbox.dispatcher.call.CallCommand.ConfirmCancel;
import io.signalbox.dispatcher.call.CallCommand.RecordCancelDelivery;
import io.signalbox.dispatcher.call.CallCommand.RecordLate;
import io.signalbox.dispatcher.call.CallCommand.Speaker;
import io.signalbox.dispatcher.call.CallCommand.SubmitResult;
import io.signalbox.dispatcher.call.CallCommand.TimeOutCall;
import io.signalbox.dispatcher.call.CallEvent.Accepted;
import io.signalbox.dispatcher.call.CallEvent.CancelConfirmed;
import io.signalbox.dispatcher.call.CallEvent.CancelDelivered;
import io.signalbox.dispatcher.call.CallEvent.CancelUnconfirmed;
import io.signalbox.dispatcher.call.CallEvent.Canceled;
import io.signalbox.dispatcher.call.CallEvent.Completed;
import io.signalbox.dispatcher.call.CallEvent.Dispatched;
import io.signalbox.dispatcher.call.CallEvent.Expired;
import io.signalbox.dispatcher.call.CallEvent.ResultLate;
import io.signalbox.dispatcher.call.kafka.StoredCall;
import io.signalbox.testing.Decider;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Calls that are given up, and results that come after the end.
class CallCancelTest {
  private static final Decider<ToolCall, CallCommand, CallEvent> CALL =
      new Decider<>(
          new ToolCall.NotRequested(),
          CallDecider::decide,
          ToolCall::evolve,
          StoredCall::writtenAndRead);
  private static final CallEvent ACCEPTED = new Accepted(FOR_DEVICE);
  private static final CallEvent POSTABLE = new Accepted(FOR_SERVER);
  private static final CallEvent DISPATCHED = new Dispatched(lease("s1", 1));
  private static final CallEvent COMPLETED = new Completed("{\"a\":1}", "device");
  private static final CallEvent CANCELED = new Canceled("the run was canceled", null);
  private static final CallEvent TAKEN_BACK = new Canceled("the run was canceled", UNTIL);
  private static final CallEvent EXPIRED = new Expired("No result came from device device-1");
  private static final CallCommand OF_ANOTHER_RUN =
      new CancelCall(TENANT, "another-run", "the run was canceled", UNTIL);
  private static final CallCommand OF_ANOTHER_TENANT =
      new CancelCall("other", RUN, "the run was canceled", UNTIL);

  @Test
  void shouldCancelACallThatWaitsOrIsDispatched() {
    CALL.given(ACCEPTED).when(cancel()).then(CANCELED);
    CALL.given(new Accepted(FOR_SERVER)).when(cancel()).then(CANCELED);
    CALL.given(ACCEPTED, DISPATCHED).when(cancel()).then(TAKEN_BACK);
  }

  @Test
  void shouldAcceptTheCancelOfASettledCallWithoutEvents() {
    CALL.given(ACCEPTED, DISPATCHED, COMPLETED).when(cancel()).then();
    CALL.given(ACCEPTED, EXPIRED).when(cancel()).then();
    CALL.given(ACCEPTED, CANCELED).when(cancel()).then();
    CALL.given(ACCEPTED, DISPATCHED, TAKEN_BACK).when(cancel()).then();
  }

  @Test
  void shouldAcceptTheCancelOfACallThatIsForgotten() {
    CALL.given().when(cancel()).then();
  }

  @Test
  void shouldLetOnlyTheRunThatAskedCancel() {
    CALL.given(ACCEPTED).when(OF_ANOTHER_RUN).thenRejected(NOT_FOUND);
    CALL.given(ACCEPTED).when(OF_ANOTHER_TENANT).thenRejected(NOT_FOUND);
    CALL.given(ACCEPTED, DISPATCHED).when(OF_ANOTHER_RUN).thenRejected(NOT_FOUND);
    CALL.given(ACCEPTED, DISPATCHED).when(OF_ANOTHER_TENANT).thenRejected(NOT_FOUND);
    CALL.given(ACCEPTED, COMPLETED).when(OF_ANOTHER_RUN).thenRejected(NOT_FOUND);
    CALL.given(ACCEPTED, COMPLETED).when(OF_ANOTHER_TENANT).thenRejected(NOT_FOUND);
  }

  @Test
  void shouldNeverDispatchRequestOrExpireACanceledCallAgain() {
    CALL.given(ACCEPTED, CANCELED).when(offer("device-1", "s1", 1)).thenRejected(STALE);
    CALL.given(ACCEPTED, CANCELED).when(request(FOR_DEVICE)).then();
    CALL.given(ACCEPTED, CANCELED).when(new TimeOutCall(SampleCalls.NOON.plusSeconds(60))).then();
  }

  @Test
  void shouldTellTheSenderOfALateResultThatItIsLate() {
    CALL.given(ACCEPTED, DISPATCHED, TAKEN_BACK)
        .when(result("device", "device-1"))
        .thenRejected(STALE);
    CALL.given(POSTABLE, CANCELED).when(failure("server", "late")).thenRejected(STALE);
    CALL.given(ACCEPTED, DISPATCHED, EXPIRED)
        .when(result("device", "device-1"))
        .thenRejected(STALE);
    CALL.given(POSTABLE, EXPIRED).when(failure("server", "late")).thenRejected(STALE);
  }

  @Test
  void shouldNotTellStrangersThatTheCallWasCanceled() {
    SubmitResult ofAnotherRun =
        new SubmitResult(
            new Speaker(TENANT, "another-run", null, null), "completed", "1", null, "server", null);
    CALL.given(ACCEPTED, CANCELED).when(ofAnotherRun).thenRejected(NOT_FOUND);
    CALL.given(ACCEPTED, DISPATCHED, TAKEN_BACK)
        .when(result("device", "device-2"))
        .thenRejected(FORBIDDEN);
  }

  /// Row 13 of the traps: a cancel that does not stop the work is said to be unconfirmed.
  @Nested
  class CancelDoesNotStopTheWork {
    private static final CallCommand DELIVERED = new RecordCancelDelivery(device("device-1"));

    @Test
    void shouldRecordThatTheExecutorWasToldAndThatItStopped() {
      CALL.given(ACCEPTED, DISPATCHED, TAKEN_BACK).when(DELIVERED).then(new CancelDelivered());
      CALL.given(ACCEPTED, DISPATCHED, TAKEN_BACK, new CancelDelivered()).when(DELIVERED).then();
      CALL.given(ACCEPTED, DISPATCHED, TAKEN_BACK, new CancelDelivered())
          .when(new ConfirmCancel(device("device-1"), true))
          .then(new CancelConfirmed(true));
      CALL.given(ACCEPTED, DISPATCHED, TAKEN_BACK)
          .when(new ConfirmCancel(device("device-1"), true))
          .then(new CancelDelivered(), new CancelConfirmed(true));
    }

    @Test
    void shouldSayThatItIsUnconfirmedWhenTheBoundHasPassed() {
      CALL.given(ACCEPTED, DISPATCHED, TAKEN_BACK)
          .when(new TimeOutCall(UNTIL.minusMillis(1)))
          .then();
      CALL.given(ACCEPTED, DISPATCHED, TAKEN_BACK)
          .when(new TimeOutCall(UNTIL))
          .then(new CancelUnconfirmed(false));
      CALL.given(ACCEPTED, DISPATCHED, TAKEN_BACK, new CancelDelivered())
          .when(new TimeOutCall(UNTIL))
          .then(new CancelUnconfirmed(true));
      CALL.given(ACCEPTED, DISPATCHED, TAKEN_BACK, new CancelUnconfirmed(true))
          .when(new ConfirmCancel(device("device-1"), true))
          .then();
    }

    @Test
    void shouldTakeALateResultAsTheEndOfTheWork() {
      CALL.given(ACCEPTED, DISPATCHED, TAKEN_BACK)
          .when(new RecordLate("completed", "device", "device-1"))
          .then(new ResultLate("completed", "device", "device-1"), new CancelConfirmed(false));
    }

    @Test
    void shouldNotTakeTheWordOfAStranger() {
      CALL.given(ACCEPTED, DISPATCHED, TAKEN_BACK)
          .when(new ConfirmCancel(device("device-2"), true))
          .thenRejected(NOT_FOUND);
      CALL.given(ACCEPTED, DISPATCHED, TAKEN_BACK)
          .when(new RecordCancelDelivery(device("device-2")))
          .thenRejected(NOT_FOUND);
    }
  }

  /// Row 14 of the traps.
  @Nested
  class CanceledButExecutedLater {
    @Test
    void shouldRecordALateResultOnceAndChangeNothing() {
      CallEvent late = new ResultLate("completed", "device", "device-1");
      CallCommand record = new RecordLate("completed", "device", "device-1");
      CALL.given(ACCEPTED, DISPATCHED, EXPIRED).when(record).then(late);
      CALL.given(ACCEPTED, DISPATCHED, EXPIRED, late).when(record).then();
      CALL.given(ACCEPTED, DISPATCHED, EXPIRED, late)
          .when(result("device", "device-1"))
          .thenRejected(STALE);
    }
  }
}

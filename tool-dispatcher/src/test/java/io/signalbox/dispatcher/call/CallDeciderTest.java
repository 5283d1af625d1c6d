package io.signalbox.dispatcher.call;

import static io.signalbox.dispatcher.call.SampleCalls.FOR_DEVICE;
import static io.signalbox.dispatcher.call.SampleCalls.FOR_SERVER;
import static io.signalbox.dispatcher.call.SampleCalls.LATER;
import static io.signalbox.dispatcher.call.SampleCalls.NOON;
import static io.signalbox.dispatcher.call.SampleCalls.RUN;
import static io.signalbox.dispatcher.call.SampleCalls.TENANT;
import static io.signalbox.dispatcher.call.SampleCalls.UNTIL;
import static io.signalbox.dispatcher.call.SampleCalls.device;
import static io.signalbox.dispatcher.call.SampleCalls.failure;
import static io.signalbox.dispatcher.call.SampleCalls.holder;
import static io.signalbox.dispatcher.call.SampleCalls.lease;
import static io.signalbox.dispatcher.call.SampleCalls.offer;
import static io.signalbox.dispatcher.call.SampleCalls.reconnect;
import static io.signalbox.dispatcher.call.SampleCalls.request;
import static io.signalbox.dispatcher.call.SampleCalls.result;
import static io.signalbox.domain.Rejection.CONFLICT;
import static io.signalbox.domain.Rejection.FORBIDDEN;
import static io.signalbox.domain.Rejection.INVALID;
import static io.signalbox.domain.Rejection.NOT_FOUND;
import static io.signalbox.domain.Rejection.STALE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.dispatcher.call.CallCommand.OfferDevice;
import io.signalbox.dispatcher.call.CallCommand.Speaker;
import io.signalbox.dispatcher.call.CallCommand.SubmitResult;
import io.signalbox.dispatcher.call.CallCommand.TimeOutCall;
import io.signalbox.dispatcher.call.CallEvent.Accepted;
import io.signalbox.dispatcher.call.CallEvent.Canceled;
import io.signalbox.dispatcher.call.CallEvent.Completed;
import io.signalbox.dispatcher.call.CallEvent.Dispatched;
import io.signalbox.dispatcher.call.CallEvent.Expired;
import io.signalbox.dispatcher.call.CallEvent.Failed;
import io.signalbox.dispatcher.call.CallEvent.OutcomeUnknown;
import io.signalbox.dispatcher.call.kafka.StoredCall;
import io.signalbox.testing.Decider;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallDeciderTest {
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

  @Nested
  class Requesting {
    @Test
    void shouldAcceptANewCall() {
      CALL.given().when(request(FOR_DEVICE)).then(ACCEPTED);
      CALL.given().when(request(FOR_SERVER)).then(new Accepted(FOR_SERVER));
    }

    @Test
    void shouldAcceptARepetitionWithoutEvents() {
      CALL.given(ACCEPTED).when(request(FOR_DEVICE)).then();
      CALL.given(ACCEPTED, DISPATCHED).when(request(FOR_DEVICE)).then();
      CALL.given(ACCEPTED, DISPATCHED, COMPLETED).when(request(FOR_DEVICE)).then();
    }

    @Test
    void shouldRefuseTheIdOfAnotherTenantsCall() {
      Request foreign =
          new Request("other", RUN, "lookup", "{}", "device", NOON, null, null, null, null);
      CALL.given(ACCEPTED).when(request(foreign)).thenRejected(CONFLICT);
    }

    @Test
    void shouldFailACallThatNobodyCanExecute() {
      Request odd = SampleCalls.request("toaster");
      CALL.given()
          .when(request(odd))
          .then(
              new Accepted(odd),
              new Failed(
                  "Expected the execution target device, server, browser or external, but got 'toaster'",
                  "server",
                  null));
    }
  }

  @Nested
  class Dispatching {
    @Test
    void shouldDispatchAWaitingCallUnderTheFirstLease() {
      CALL.given(ACCEPTED).when(offer("device-1", "s1", 1)).then(DISPATCHED);
    }

    @Test
    void shouldNotDispatchAgainToTheDeviceThatHoldsIt() {
      CALL.given(ACCEPTED, DISPATCHED).when(offer("device-1", "s1", 2)).then();
      CALL.given(ACCEPTED, DISPATCHED).when(offer("device-1", "s2", 2)).then();
    }

    @Test
    void shouldNotTakeTheCallFromTheDeviceThatHoldsIt() {
      CALL.given(ACCEPTED, DISPATCHED).when(offer("device-2", "s9", 2)).thenRejected(CONFLICT);
    }

    @Test
    void shouldNotDispatchToADeviceOfAnotherTenant() {
      CALL.given(ACCEPTED)
          .when(new OfferDevice("other", "device-1", "s1", "token-1", UNTIL))
          .thenRejected(FORBIDDEN);
    }

    @Test
    void shouldNotDispatchWhatIsNotForADevice() {
      CALL.given(new Accepted(FOR_SERVER)).when(offer("device-1", "s1", 1)).thenRejected(INVALID);
    }

    @Test
    void shouldNotDispatchWhatIsSettledOrUnknown() {
      CALL.given(ACCEPTED, DISPATCHED, COMPLETED)
          .when(offer("device-1", "s2", 2))
          .thenRejected(STALE);
      CALL.given().when(offer("device-1", "s1", 1)).thenRejected(NOT_FOUND);
    }
  }

  @Nested
  class Settling {
    @Test
    void shouldTakeTheResultOfTheDeviceThatHoldsTheCall() {
      CALL.given(ACCEPTED, DISPATCHED).when(result("device", "device-1")).then(COMPLETED);
    }

    @Test
    void shouldTakeAPostedResultOfACallThatIsForNoDevice() {
      CALL.given(POSTABLE).when(result("server", null)).then(new Completed("{\"a\":1}", "server"));
      CALL.given(POSTABLE).when(result("device", "device-1")).thenRejected(FORBIDDEN);
    }

    @Test
    void shouldForbidAPostedResultOfACallForADevice() {
      CALL.given(ACCEPTED).when(result("server", null)).thenRejected(FORBIDDEN);
      CALL.given(ACCEPTED, DISPATCHED).when(result("external", null)).thenRejected(FORBIDDEN);
    }

    @Test
    void shouldTakeAFailure() {
      CALL.given(POSTABLE)
          .when(failure("server", "broken"))
          .then(new Failed("broken", "server", null));
      CALL.given(POSTABLE)
          .when(failure("server", null))
          .then(new Failed("The executor gave no reason", "server", null));
    }

    @Test
    void shouldFailACallWhoseResultIsTooLarge() {
      int most = Results.LARGEST_RESULT;
      String fits = "\"" + "ö".repeat((most - 2) / 2) + "\"";
      CALL.given(POSTABLE).when(completed(fits)).then(new Completed(fits, "server"));
      CALL.given(POSTABLE)
          .when(completed(fits + " "))
          .then(
              new Failed(
                  "Expected a result of at most 262144 bytes, but got 262145",
                  "server",
                  "RESULT_TOO_LARGE"));
    }

    private static CallCommand completed(String result) {
      return new SubmitResult(holder(null), "completed", result, null, "server", null);
    }

    @Test
    void shouldForbidTheResultOfAnotherDevice() {
      CALL.given(ACCEPTED, DISPATCHED).when(result("device", "device-2")).thenRejected(FORBIDDEN);
      CALL.given(ACCEPTED, DISPATCHED).when(result("device", null)).thenRejected(FORBIDDEN);
      CALL.given(ACCEPTED).when(result("device", "device-1")).thenRejected(FORBIDDEN);
      CALL.given(ACCEPTED, DISPATCHED, COMPLETED)
          .when(result("device", "device-2"))
          .thenRejected(FORBIDDEN);
    }

    @Test
    void shouldLetTheFirstResultWin() {
      CALL.given(ACCEPTED, DISPATCHED, COMPLETED).when(result("device", "device-1")).then();
      CALL.given(POSTABLE, COMPLETED).when(failure("server", "late")).then();
    }

    @Test
    void shouldNotTellStrangersThatTheCallExists() {
      SubmitResult ofAnotherRun =
          new SubmitResult(
              new Speaker(TENANT, "another-run", null, null),
              "completed",
              "1",
              null,
              "server",
              null);
      SubmitResult ofAnotherTenant =
          new SubmitResult(
              new Speaker("other", RUN, null, null), "completed", "1", null, "server", null);
      CALL.given().when(result("server", null)).thenRejected(NOT_FOUND);
      CALL.given(ACCEPTED, DISPATCHED).when(ofAnotherRun).thenRejected(NOT_FOUND);
      CALL.given(ACCEPTED, DISPATCHED).when(ofAnotherTenant).thenRejected(NOT_FOUND);
      CALL.given(ACCEPTED, COMPLETED).when(ofAnotherRun).thenRejected(NOT_FOUND);
      CALL.given(ACCEPTED, COMPLETED).when(ofAnotherTenant).thenRejected(NOT_FOUND);
    }

    @Test
    void shouldRefuseAStatusThatItDoesNotKnow() {
      SubmitResult odd = new SubmitResult(holder(null), "maybe", null, null, "server", null);
      CALL.given(POSTABLE).when(odd).thenRejected(INVALID);
    }
  }

  @Nested
  class TimingOut {
    private static final CallCommand DUE = new TimeOutCall(NOON.plusSeconds(60));
    private static final CallCommand EARLY = new TimeOutCall(NOON.plusSeconds(59));

    @Test
    void shouldExpireWhatNobodySettled() {
      CALL.given(ACCEPTED)
          .when(DUE)
          .then(new Expired("No device connected that declares the tool 'lookup'"));
      CALL.given(ACCEPTED, DISPATCHED)
          .when(DUE)
          .then(new Expired("No result came from device device-1"));
      CALL.given(new Accepted(FOR_SERVER)).when(DUE).then(new Expired("No result was posted"));
    }

    @Test
    void shouldLeaveAloneWhatIsNotDueOrSettled() {
      CALL.given(ACCEPTED).when(EARLY).then();
      CALL.given(ACCEPTED, DISPATCHED, COMPLETED).when(DUE).then();
    }

    @Test
    void shouldNeverExpireACallWithoutDeadline() {
      Request patient =
          new Request(TENANT, RUN, "lookup", "{}", "device", NOON, null, null, null, null);
      CALL.given(new Accepted(patient)).when(DUE).then();
    }
  }

  @Test
  void shouldStopAtACorruptLog() {
    assertThatThrownBy(
            () -> CALL.replay(List.of(new Decider.Happened<>(DISPATCHED, Decider.START))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("corrupt");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void shouldSettleOnceOnAnyPath(long seed) {
    // given
    Random random = new Random(seed);
    List<CallCommand> commands =
        random.ints(100, 0, 24).mapToObj(CallDeciderTest::command).toList();
    // when
    List<CallEvent> events = CALL.given().whenAll(commands);
    // then
    assertThat(events).as("seed %d", seed).startsWith(ACCEPTED);
    assertThat(events.stream().filter(CallDeciderTest::settles))
        .as("seed %d", seed)
        .hasSizeLessThanOrEqualTo(1);
    assertThat(events.stream().filter(Dispatched.class::isInstance).map(Dispatched.class::cast))
        .as("seed %d", seed)
        .extracting(event -> event.lease().epoch())
        .isEqualTo(epochs(events));
  }

  private static List<Integer> epochs(List<CallEvent> events) {
    long dispatched = events.stream().filter(Dispatched.class::isInstance).count();
    return IntStream.rangeClosed(1, (int) dispatched).boxed().toList();
  }

  private static boolean settles(CallEvent event) {
    return event instanceof Completed
        || event instanceof Failed
        || event instanceof Expired
        || event instanceof Canceled
        || event instanceof OutcomeUnknown;
  }

  private static CallCommand command(int choice) {
    return switch (choice) {
      case 0, 1, 2 -> request(FOR_DEVICE);
      case 3, 4, 5, 6, 7, 8 -> offer("device-" + choice % 2, "s" + choice % 3, choice);
      case 9 -> result("device", "device-1");
      case 10 -> result("device", "device-2");
      case 11 -> failure("server", "broken");
      case 12 -> SampleCalls.cancel();
      case 13, 14 -> reconnect("s" + choice % 3, CallCommand.Memory.values()[choice % 3], choice);
      case 15, 16, 17 ->
          new CallCommand.RenewLease(device("device-" + choice % 2), null, null, LATER);
      case 18 -> new CallCommand.ClaimCall(TENANT, RUN, "worker", "token-x", null, UNTIL);
      case 19 -> new CallCommand.ConfirmCancel(device("device-1"), true);
      case 20 -> new CallCommand.RecordLate("completed", "device", "device-1");
      case 21 -> new CallCommand.EndLease(UNTIL);
      default -> new TimeOutCall(NOON.plusSeconds(choice % 2 == 0 ? 60 : 59));
    };
  }
}

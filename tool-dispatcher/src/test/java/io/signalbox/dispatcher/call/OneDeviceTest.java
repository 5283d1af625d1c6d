package io.signalbox.dispatcher.call;

import static io.signalbox.dispatcher.call.CallDecider.DISCONNECTED;
import static io.signalbox.dispatcher.call.CallDecider.NOT_CONNECTED;
import static io.signalbox.dispatcher.call.CallDecider.NOT_DECLARED;
import static io.signalbox.dispatcher.call.SampleCalls.FOR_DEVICE;
import static io.signalbox.dispatcher.call.SampleCalls.LATER;
import static io.signalbox.dispatcher.call.SampleCalls.NOON;
import static io.signalbox.dispatcher.call.SampleCalls.NOW_OR_NEVER;
import static io.signalbox.dispatcher.call.SampleCalls.PATIENT;
import static io.signalbox.dispatcher.call.SampleCalls.TENANT;
import static io.signalbox.dispatcher.call.SampleCalls.lease;
import static io.signalbox.dispatcher.call.SampleCalls.offer;
import static io.signalbox.dispatcher.call.SampleCalls.reconnect;
import static io.signalbox.dispatcher.call.SampleCalls.result;
import static io.signalbox.domain.Rejection.FORBIDDEN;
import static io.signalbox.domain.Rejection.NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.dispatcher.call.CallCommand.GiveUpDelivery;
import io.signalbox.dispatcher.call.CallCommand.LoseDevice;
import io.signalbox.dispatcher.call.CallCommand.Memory;
import io.signalbox.dispatcher.call.CallCommand.SubmitResult;
import io.signalbox.dispatcher.call.CallCommand.TimeOutCall;
import io.signalbox.dispatcher.call.CallEvent.Accepted;
import io.signalbox.dispatcher.call.CallEvent.Completed;
import io.signalbox.dispatcher.call.CallEvent.Dispatched;
import io.signalbox.dispatcher.call.CallEvent.Expired;
import io.signalbox.dispatcher.call.CallEvent.Failed;
import io.signalbox.dispatcher.call.Routing.Delivery;
import io.signalbox.dispatcher.call.kafka.StoredCall;
import io.signalbox.testing.Decider;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Calls that are for one device.
class OneDeviceTest {
  private static final Decider<ToolCall, CallCommand, CallEvent> CALL =
      new Decider<>(
          new ToolCall.NotRequested(),
          CallDecider::decide,
          ToolCall::evolve,
          StoredCall::writtenAndRead);
  private static final CallEvent ACCEPTED = new Accepted(NOW_OR_NEVER);
  private static final CallEvent WAITS = new Accepted(PATIENT);
  private static final CallEvent DISPATCHED = new Dispatched(lease("s1", 1));
  private static final CallEvent COMPLETED = new Completed("{\"a\":1}", "device");
  private static final CallCommand GIVE_UP =
      new GiveUpDelivery("device-1", NOT_CONNECTED, "it is not there");
  private static final CallEvent GIVEN_UP = new Failed("it is not there", "server", NOT_CONNECTED);
  private static final CallEvent LEFT =
      new Failed(
          "Device device-1 left before it answered; whether it executed the call is unknown",
          "server",
          DISCONNECTED);

  @Nested
  class NowOrNever {
    @Test
    void shouldBeHandedOutOnce() {
      CALL.given(ACCEPTED).when(offer("device-1", "s1", 1)).then(DISPATCHED);
      CALL.given(ACCEPTED, DISPATCHED).when(offer("device-1", "s1", 2)).then();
    }

    @Test
    void shouldFailRatherThanBeHandedOutAgain() {
      CALL.given(ACCEPTED, DISPATCHED).when(reconnect("s2", Memory.HELD, 2)).then(LEFT);
    }

    @Test
    void shouldFailWhenTheDeviceLeavesWithIt() {
      CALL.given(ACCEPTED, DISPATCHED).when(new LoseDevice("device-1")).then(LEFT);
      CALL.given(ACCEPTED, DISPATCHED).when(new LoseDevice("device-2")).then();
      CALL.given(ACCEPTED).when(new LoseDevice("device-1")).then();
    }

    @Test
    void shouldFailWhenTheDeviceCannotTakeIt() {
      CALL.given(ACCEPTED).when(GIVE_UP).then(GIVEN_UP);
      CALL.given(ACCEPTED)
          .when(new GiveUpDelivery("device-2", NOT_CONNECTED, "it is not there"))
          .then();
    }

    @Test
    void shouldStaySettledAndKnowALateResult() {
      CALL.given(ACCEPTED, DISPATCHED, LEFT).when(result("device", "device-1")).then();
      CALL.given(ACCEPTED, DISPATCHED, COMPLETED).when(new LoseDevice("device-1")).then();
      CALL.given(ACCEPTED, DISPATCHED, COMPLETED).when(GIVE_UP).then();
    }
  }

  @Nested
  class Patient {
    @Test
    void shouldWaitForTheNextSession() {
      CALL.given(WAITS, DISPATCHED).when(new LoseDevice("device-1")).then();
      CALL.given(WAITS).when(GIVE_UP).then();
      CALL.given(WAITS, DISPATCHED)
          .when(reconnect("s2", Memory.NOT_HELD, 2))
          .then(new Dispatched(new Lease("device-1", "s2", 2, "token-2", LATER)));
    }

    @Test
    void shouldSayWhichDeviceDidNotCome() {
      CALL.given(WAITS)
          .when(new TimeOutCall(NOON.plusSeconds(60)))
          .then(new Expired("Device device-1 did not connect"));
    }
  }

  @Test
  void shouldNotGoToAnotherDevice() {
    CALL.given(WAITS).when(offer("device-2", "s1", 1)).thenRejected(FORBIDDEN);
    CALL.given(ACCEPTED).when(offer("device-2", "s1", 1)).thenRejected(FORBIDDEN);
  }

  @Test
  void shouldLeaveCallsForAnyDeviceAlone() {
    CALL.given(new Accepted(FOR_DEVICE)).when(GIVE_UP).then();
    CALL.given(new Accepted(FOR_DEVICE), DISPATCHED).when(new LoseDevice("device-1")).then();
    CALL.given().when(GIVE_UP).thenRejected(NOT_FOUND);
    CALL.given().when(new LoseDevice("device-1")).thenRejected(NOT_FOUND);
  }

  @Test
  void shouldKeepTheCodeOfTheExecutorsError() {
    CALL.given(ACCEPTED, DISPATCHED)
        .when(
            new SubmitResult(
                SampleCalls.device("device-1"),
                "failed",
                null,
                "no lens",
                "device",
                "CAMERA_DISABLED"))
        .then(new Failed("no lens", "device", "CAMERA_DISABLED"));
  }

  @Nested
  class Delivering {
    private static KnownDevice device(String tenant, long seq, @Nullable String session) {
      return new KnownDevice(tenant, "device-1", List.of("lookup"), session, seq);
    }

    private static Delivery of(Request request, @Nullable KnownDevice device) {
      return Routing.toOne(request, Objects.requireNonNull(request.addressee()), device);
    }

    @Test
    void shouldOfferToAConnectedDevice() {
      KnownDevice connected = device(TENANT, 5, "s1");
      assertThat(of(NOW_OR_NEVER, connected)).isEqualTo(new Delivery.Offer(connected));
      assertThat(of(PATIENT, connected)).isEqualTo(new Delivery.Offer(connected));
    }

    @Test
    void shouldWaitUntilItKnowsWhatTheSenderKnew() {
      assertThat(of(NOW_OR_NEVER, null)).isEqualTo(new Delivery.Wait());
      assertThat(of(NOW_OR_NEVER, device(TENANT, 4, null))).isEqualTo(new Delivery.Wait());
      assertThat(of(NOW_OR_NEVER, device(TENANT, 4, "s0"))).isEqualTo(new Delivery.Wait());
    }

    @Test
    void shouldGiveUpWhenTheDeviceIsAwayOrAnothers() {
      assertThat(of(NOW_OR_NEVER, device(TENANT, 6, null)))
          .isInstanceOfSatisfying(
              Delivery.GiveUp.class, it -> assertThat(it.code()).isEqualTo(NOT_CONNECTED));
      assertThat(of(NOW_OR_NEVER, device("other", 6, "s1")))
          .isInstanceOfSatisfying(
              Delivery.GiveUp.class, it -> assertThat(it.code()).isEqualTo(NOT_CONNECTED));
    }

    @Test
    void shouldGiveUpWhenTheToolIsNotDeclared() {
      assertThat(of(NOW_OR_NEVER, new KnownDevice(TENANT, "device-1", List.of("print"), "s1", 6)))
          .isInstanceOfSatisfying(
              Delivery.GiveUp.class, it -> assertThat(it.code()).isEqualTo(NOT_DECLARED));
    }

    @Test
    void shouldWaitPatiently() {
      assertThat(of(PATIENT, null)).isEqualTo(new Delivery.Wait());
      assertThat(of(PATIENT, device(TENANT, 9, null))).isEqualTo(new Delivery.Wait());
      assertThat(of(PATIENT, device("other", 9, "s1"))).isEqualTo(new Delivery.Wait());
    }
  }
}

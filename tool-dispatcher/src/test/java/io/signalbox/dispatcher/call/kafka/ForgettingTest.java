package io.signalbox.dispatcher.call.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.dispatcher.call.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What is over leaves the stores, whichever way it ended.
class ForgettingTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Wire ACME = new Wire("acme", "edge-1");

  private final String run = Wire.id();
  private final String device = Wire.id();
  private final DispatchDriver dispatcher = new DispatchDriver(NOON);

  @AfterEach
  void close() {
    dispatcher.close();
  }

  private String requested(String target) {
    String call = Wire.id();
    dispatcher.send(ACME.request(call, run, "lookup", target, NOON, NOON.plusSeconds(60)));
    return call;
  }

  private void endEveryWay(String target) {
    dispatcher.send(ACME.cancel(requested(target), run));
    dispatcher.send(ACME.result(requested(target), run, "1", "server", null));
    requested(target); // expires
    requested("toaster"); // fails at once
  }

  private void assertNothingWaits() {
    for (String index : List.of(Stores.WAITING, Stores.IN_FLIGHT, Stores.DEADLINES)) {
      assertThat(dispatcher.entries(index)).as(index).isEmpty();
    }
  }

  @Test
  void shouldKeepNothingOfCallsAfterTheGraceWhicheverWayTheyEnded() {
    // given calls that wait, calls that are dispatched, calls whose device has left
    endEveryWay("device");
    endEveryWay("server");
    dispatcher.send(ACME.connected(device, 2, "s1", "lookup"));
    endEveryWay("device");
    String orphan = requested("device");
    dispatcher.send(ACME.disconnected(device, 3, "s1", "lookup"));
    dispatcher.send(ACME.cancel(orphan, run));
    requested("device");
    // when all are over
    dispatcher.advance(Duration.ofSeconds(60));
    // then they are remembered, but wait for nothing
    assertThat(dispatcher.entries(Stores.CALLS)).hasSize(14);
    assertThat(dispatcher.entries(Stores.SETTLED)).hasSize(14);
    assertThat(dispatcher.entries(Stores.DECLARED)).isEmpty();
    assertNothingWaits();
    // when the grace is over
    dispatcher.advance(DispatchDriver.KEEP_SETTLED);
    // then
    assertThat(dispatcher.entries(Stores.CALLS)).isEmpty();
    assertThat(dispatcher.entries(Stores.SETTLED)).isEmpty();
    assertNothingWaits();
    assertThat(dispatcher.counted("signalbox.tool.calls.forgotten")).isEqualTo(14);
  }

  @Test
  void shouldRememberASettledCallForTheWholeGrace() {
    // given
    String call = requested("server");
    dispatcher.send(ACME.result(call, run, "1", "server", null));
    dispatcher.answers();
    // when
    dispatcher.advance(DispatchDriver.KEEP_SETTLED.minus(TICK));
    dispatcher.send(ACME.result(call, run, "1", "server", null));
    dispatcher.advance(TICK);
    dispatcher.send(ACME.result(call, run, "1", "server", null));
    dispatcher.send(ACME.cancel(call, run));
    // then
    assertThat(dispatcher.answers()).containsExactly("0 events", "NOT_FOUND", "0 events");
  }

  @Test
  void shouldNotForgetWhatIsStillOpen() {
    // given
    String patient = Wire.id();
    dispatcher.send(ACME.request(patient, run, "lookup", "device", NOON, null));
    // when
    dispatcher.advance(DispatchDriver.KEEP_SETTLED.multipliedBy(2));
    dispatcher.send(ACME.connected(device, 2, "s1", "lookup"));
    // then
    assertThat(dispatcher.eventTypes())
        .containsExactly("tool.call.requested", "tool.call.dispatched");
  }

  @Test
  void shouldForgetABacklogBitByBit() {
    // given
    for (int i = 0; i < 6_000; i++) {
      requested("toaster");
    }
    // when
    dispatcher.advance(DispatchDriver.KEEP_SETTLED);
    int left = dispatcher.entries(Stores.CALLS).size();
    dispatcher.advance(TICK);
    // then
    assertThat(left).isEqualTo(1_000);
    assertThat(dispatcher.entries(Stores.CALLS)).isEmpty();
    assertThat(dispatcher.entries(Stores.SETTLED)).isEmpty();
  }
}

package io.signalbox.dispatcher.call.kafka;

import static io.signalbox.dispatcher.call.SampleCalls.FOR_DEVICE;
import static io.signalbox.dispatcher.call.SampleCalls.FOR_SERVER;
import static io.signalbox.dispatcher.call.SampleCalls.GUARDED;
import static io.signalbox.dispatcher.call.SampleCalls.NOW_OR_NEVER;
import static io.signalbox.dispatcher.call.SampleCalls.REPEATABLE;
import static io.signalbox.dispatcher.call.SampleCalls.RUN;
import static io.signalbox.dispatcher.call.SampleCalls.TENANT;
import static io.signalbox.dispatcher.call.SampleCalls.UNTIL;
import static io.signalbox.dispatcher.call.SampleCalls.lease;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.dispatcher.call.Approval;
import io.signalbox.dispatcher.call.CallEvent;
import io.signalbox.dispatcher.call.Claim;
import io.signalbox.dispatcher.call.KnownDevice;
import io.signalbox.dispatcher.call.Lease;
import io.signalbox.dispatcher.call.Outcome;
import io.signalbox.dispatcher.call.ToolCall;
import io.signalbox.kit.kafka.StateSerde;
import io.signalbox.kit.kafka.Versioned;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Yesterday's states stay readable: their golden samples are never edited, only added to.
class StoredCallTest {
  private static final Map<String, Versioned<ToolCall>> SAMPLES =
      Map.ofEntries(
          entry("call-not-requested", new Versioned<>(0, new ToolCall.NotRequested())),
          entry("call-waiting", new Versioned<>(1, new ToolCall.Waiting(FOR_DEVICE, null))),
          entry(
              "call-awaiting-approval",
              new Versioned<>(2, new ToolCall.AwaitingApproval(GUARDED, UNTIL))),
          entry(
              "call-approved",
              new Versioned<>(
                  3,
                  ToolCall.evolve(
                      new ToolCall.AwaitingApproval(GUARDED, UNTIL),
                      new CallEvent.ApprovalDecided(Approval.ALLOWED_ONCE, "ann", null)))),
          entry(
              "call-denied",
              new Versioned<>(
                  4,
                  new ToolCall.Settled(
                      TENANT, RUN, Outcome.FAILED, null, null, null, Approval.DENIED))),
          entry(
              "call-waiting-for-one", new Versioned<>(1, new ToolCall.Waiting(NOW_OR_NEVER, null))),
          entry(
              "call-waiting-again",
              new Versioned<>(
                  3,
                  new ToolCall.Waiting(REPEATABLE, new ToolCall.Lost("device-1", 1, "token-1")))),
          entry(
              "call-dispatched",
              new Versioned<>(
                  3,
                  new ToolCall.Dispatched(
                      FOR_DEVICE, new Lease("device-1", "s2", 2, "token-2", null), null))),
          entry(
              "call-leased",
              new Versioned<>(
                  4,
                  new ToolCall.Dispatched(
                      REPEATABLE, lease("s2", 2), new ToolCall.Lost("device-1", 1, "token-1")))),
          entry(
              "call-claimed",
              new Versioned<>(
                  2,
                  new ToolCall.Claimed(
                      FOR_SERVER, new Claim("worker-1", 1, "token-1", UNTIL), null))),
          entry(
              "call-canceling",
              new Versioned<>(
                  3,
                  new ToolCall.Canceling(
                      TENANT,
                      RUN,
                      "device-1",
                      "s1",
                      "token-1",
                      "the run was canceled",
                      UNTIL,
                      true,
                      "completed"))),
          entry(
              "call-settled",
              new Versioned<>(
                  4,
                  new ToolCall.Settled(
                      TENANT, RUN, Outcome.COMPLETED, "device-1", null, null, null))),
          entry(
              "call-unknown",
              new Versioned<>(
                  4,
                  new ToolCall.Settled(
                      TENANT,
                      RUN,
                      Outcome.OUTCOME_UNKNOWN,
                      "device-1",
                      "token-1",
                      "completed",
                      null))),
          entry(
              "call-canceled",
              new Versioned<>(
                  3,
                  new ToolCall.Settled(
                      TENANT, RUN, Outcome.CANCELED, "device-1", null, null, null))));

  @TestFactory
  List<DynamicTest> shouldReadAndWriteTheGoldenSample() {
    return SAMPLES.entrySet().stream()
        .map(sample ->
            DynamicTest.dynamicTest(
                sample.getKey(), () -> check(golden(sample.getKey()), sample.getValue())))
        .toList();
  }

  @Test
  void shouldReadAndWriteTheGoldenDevice() throws IOException {
    KnownDevice device = new KnownDevice(TENANT, "device-1", List.of("lookup", "print"), "s1", 2);
    try (var serde = StateSerde.plain(KnownDevice.class)) {
      String golden = golden("known-device");
      assertThat(new String(serde.serializer().serialize("", device), UTF_8)).isEqualTo(golden);
      assertThat(serde.deserializer().deserialize("", golden.getBytes(UTF_8))).isEqualTo(device);
    }
  }

  private static void check(String golden, Versioned<ToolCall> state) {
    assertThat(StoredCall.read(golden)).isEqualTo(state);
    assertThat(StoredCall.written(state)).isEqualTo(golden);
  }

  private static String golden(String name) throws IOException {
    try (InputStream in = StoredCallTest.class.getResourceAsStream("/golden/" + name + ".json")) {
      assertThat(in).as("golden sample %s", name).isNotNull();
      return new String(in.readAllBytes(), UTF_8).strip();
    }
  }
}

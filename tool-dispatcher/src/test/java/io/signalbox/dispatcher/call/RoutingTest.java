package io.signalbox.dispatcher.call;

import static io.signalbox.dispatcher.call.SampleCalls.FOR_DEVICE;
import static io.signalbox.dispatcher.call.SampleCalls.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RoutingTest {
  private static final List<String> LOOKUP = List.of("lookup");

  private static KnownDevice device(
      String tenantId, String id, List<String> tools, @Nullable String session) {
    return new KnownDevice(tenantId, id, tools, session, 1);
  }

  private static Optional<String> choose(Map<String, Integer> load, KnownDevice... devices) {
    return choose(new ToolCall.Waiting(FOR_DEVICE, null), load, devices);
  }

  private static Optional<String> choose(
      ToolCall.Waiting call, Map<String, Integer> load, KnownDevice... devices) {
    return Routing.choose(call, List.of(devices), device -> load.getOrDefault(device.deviceId(), 0))
        .map(KnownDevice::deviceId);
  }

  @Test
  void shouldChooseTheDeviceWithTheLeastLoad() {
    assertThat(
            choose(
                Map.of("a", 2, "b", 1, "c", 3),
                device(TENANT, "a", LOOKUP, "s"),
                device(TENANT, "b", LOOKUP, "s"),
                device(TENANT, "c", LOOKUP, "s")))
        .contains("b");
  }

  @Test
  void shouldChooseTheSmallestIdAmongEquals() {
    assertThat(choose(Map.of(), device(TENANT, "b", LOOKUP, "s"), device(TENANT, "a", LOOKUP, "s")))
        .contains("a");
  }

  @Test
  void shouldChooseNoDeviceThatIsAwayOrDeclaresOtherTools() {
    assertThat(
            choose(
                Map.of(),
                device(TENANT, "a", LOOKUP, null),
                device(TENANT, "b", List.of("look", "lookup2"), "s")))
        .isEmpty();
  }

  @Test
  void shouldNeverChooseADeviceOfAnotherTenant() {
    assertThat(choose(Map.of(), device("other", "a", LOOKUP, "s"))).isEmpty();
  }

  @Test
  void shouldStayWithTheDeviceOfTheRunWhateverItsLoad() {
    Request sticky = SampleCalls.request("device", new Handling(false, "c", null, null));
    assertThat(
            choose(
                new ToolCall.Waiting(sticky, null),
                Map.of("a", 1, "c", 9),
                device(TENANT, "a", LOOKUP, "s"),
                device(TENANT, "c", LOOKUP, "s")))
        .contains("c");
    assertThat(
            choose(
                new ToolCall.Waiting(sticky, null),
                Map.of(),
                device(TENANT, "a", LOOKUP, "s"),
                device(TENANT, "c", LOOKUP, null)))
        .contains("a");
  }

  @Test
  void shouldAvoidTheDeviceThatLostTheCall() {
    ToolCall.Waiting lost = new ToolCall.Waiting(FOR_DEVICE, new ToolCall.Lost("a", 1, "token-1"));
    KnownDevice deaf = device(TENANT, "a", LOOKUP, "s");
    assertThat(choose(lost, Map.of("b", 5), deaf, device(TENANT, "b", LOOKUP, "s"))).contains("b");
    assertThat(choose(lost, Map.of(), deaf)).contains("a");
  }
}

package io.signalbox.stack.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PortPlanTest {

  @Test
  void shouldKeepTheUsualPorts() {
    var plan = PortPlan.from(Map.of());
    assertThat(plan.of(StackPort.EDGE)).isEqualTo(18789);
    assertThat(plan.of(StackPort.POSTGRES)).isEqualTo(18790);
    assertThat(plan.of(StackPort.KAFKA)).isEqualTo(18791);
    assertThat(plan.of(StackPort.KAFKA_CONTROLLER)).isEqualTo(18792);
    assertThat(plan.of(StackPort.REGISTRY)).isEqualTo(18793);
    assertThat(plan.of(StackPort.REGISTRY_MANAGEMENT)).isEqualTo(18794);
    assertThat(plan.of(StackPort.RUN_ORCHESTRATOR)).isEqualTo(18795);
    assertThat(plan.of(StackPort.TOOL_DISPATCHER)).isEqualTo(18796);
    assertThat(plan.of(StackPort.DEVICE_REGISTRY)).isEqualTo(18797);
  }

  @Test
  void shouldMoveAPortByTheEnvironment() {
    var plan = PortPlan.from(Map.of("SIGNALBOX_EDGE_PORT", " 9000 ", "SIGNALBOX_KAFKA_PORT", ""));
    assertThat(plan.of(StackPort.EDGE)).isEqualTo(9000);
    assertThat(plan.of(StackPort.KAFKA)).isEqualTo(18791);
  }

  @Test
  void shouldRefuseWhatIsNoPort() {
    assertThatThrownBy(() -> PortPlan.from(Map.of("SIGNALBOX_EDGE_PORT", "http")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("SIGNALBOX_EDGE_PORT")
        .hasMessageContaining("'http'");
    assertThatThrownBy(() -> PortPlan.from(Map.of("SIGNALBOX_EDGE_PORT", "70000")))
        .hasMessageContaining("70000");
  }
}

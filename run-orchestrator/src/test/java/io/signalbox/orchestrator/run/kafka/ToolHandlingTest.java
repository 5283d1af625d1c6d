package io.signalbox.orchestrator.run.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.kit.Ids;
import org.junit.jupiter.api.Test;

class ToolHandlingTest {
  private static ToolHandling of(String tool) {
    return ToolHandling.of("{\"tools\":[{\"name\":\"other\"},%s]}".formatted(tool), "lookup");
  }

  @Test
  void shouldHaveNothingToSayOfAPlainTool() {
    ToolHandling plain = new ToolHandling(false, null, null);
    assertThat(of("{\"name\":\"lookup\"}")).isEqualTo(plain);
    assertThat(of("{\"name\":\"other2\"}")).isEqualTo(plain);
    assertThat(of("{\"name\":\"lookup\",\"executionType\":\"basic\"}")).isEqualTo(plain);
    assertThat(plain.deviceId("acme")).isNull();
  }

  @Test
  void shouldKnowWhetherAToolMayBeRepeatedAndWhichDeviceExecutesIt() {
    ToolHandling handling = of("{\"name\":\"lookup\",\"repeatable\":true,\"device\":\"press\"}");
    assertThat(handling).isEqualTo(new ToolHandling(true, "press", null));
    assertThat(handling.deviceId("acme")).isEqualTo(Ids.device("acme", "press").toString());
  }

  @Test
  void shouldPassOnHowTheSystemExecutesATool() {
    assertThat(
            of("""
            {"name":"lookup","executionType":"waiting","execution":{"seconds":5}}\
            """)
                .execution())
        .isEqualTo("{\"type\":\"waiting\",\"seconds\":5}");
    assertThat(
            of("""
            {"name":"lookup","executionType":"basic","execution":{"mode":"pass-through"}}\
            """)
                .execution())
        .isEqualTo("{\"type\":\"basic\",\"mode\":\"pass-through\"}");
  }
}

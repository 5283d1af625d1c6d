package io.signalbox.orchestrator.run.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.kit.Ids;
import io.signalbox.orchestrator.run.kafka.ToolHandling.Guard;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToolHandlingTest {
  private static ToolHandling of(String tool) {
    return ToolHandling.of("{\"tools\":[{\"name\":\"other\"},%s]}".formatted(tool), "lookup");
  }

  @Test
  void shouldHaveNothingToSayOfAPlainTool() {
    ToolHandling plain = new ToolHandling(false, null, null, Guard.OPEN);
    assertThat(of("{\"name\":\"lookup\"}")).isEqualTo(plain);
    assertThat(of("{\"name\":\"other2\"}")).isEqualTo(plain);
    assertThat(of("{\"name\":\"lookup\",\"executionType\":\"basic\"}")).isEqualTo(plain);
    assertThat(plain.deviceId("acme")).isNull();
  }

  @Test
  void shouldKnowWhetherAToolMayBeRepeatedAndWhichDeviceExecutesIt() {
    ToolHandling handling = of("{\"name\":\"lookup\",\"repeatable\":true,\"device\":\"press\"}");
    assertThat(handling).isEqualTo(new ToolHandling(true, "press", null, Guard.OPEN));
    assertThat(handling.deviceId("acme")).isEqualTo(Ids.device("acme", "press").toString());
  }

  @Test
  void shouldKnowWhetherSomebodyMustApproveACall() {
    Instant noon = Instant.parse("2026-01-01T12:00:00Z");
    assertThat(of("{\"name\":\"lookup\",\"policy\":\"deny\"}").guard())
        .isEqualTo(new Guard("deny", null, null));
    Guard usual = of("{\"name\":\"lookup\",\"policy\":\"require_approval\"}").guard();
    assertThat(usual.policy()).isEqualTo("require_approval");
    assertThat(usual.approveBy(noon)).isEqualTo(noon.plusSeconds(120));
    Guard patient =
        of("""
        {"name":"lookup","policy":"require_approval","approvalTimeoutMs":3600000}\
        """)
            .guard();
    assertThat(patient.approveBy(noon)).isEqualTo(noon.plusSeconds(3600));
    assertThat(Guard.OPEN.approveBy(noon)).isNull();
    assertThat(of("{\"name\":\"lookup\",\"rules\":{\"required\":[\"q\"]}}").guard())
        .isEqualTo(new Guard("allow", null, "{\"required\":[\"q\"]}"));
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "executionType":"waiting"                                                                     | true
          "executionType":"compute","execution":{"expression":1}                                        | true
          "executionType":"request","execution":{"url":"http://a.b"}                                    | true
          "executionType":"request","execution":{"url":"http://a.b","method":"POST"}                    | false
          "executionType":"request","execution":{"url":"http://a.b","method":"POST"},"repeatable":true  | true
          "executionType":"request","execution":{"url":"http://a.b"},"repeatable":false                 | false
          "executionType":"request","execution":{"url":"nonsense"}                                      | false
          """)
  void shouldKnowWhatMayBeRepeatedByItsNature(String fields, boolean repeatable) {
    ToolHandling handling = of("{\"name\":\"lookup\",%s}".formatted(fields));
    assertThat(handling.repeatable()).isEqualTo(repeatable);
    assertThat(handling.execution()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"executionType\":\"ai-agent\",\"execution\":{}",
        "\"executionType\":\"waiting\",\"executionTarget\":\"device\"",
        "\"executionType\":\"request\",\"executionTarget\":\"external\""
      })
  void shouldLeaveToOthersWhatItDoesNotExecute(String fields) {
    assertThat(of("{\"name\":\"lookup\",%s}".formatted(fields)))
        .isEqualTo(new ToolHandling(false, null, null, Guard.OPEN));
  }
}

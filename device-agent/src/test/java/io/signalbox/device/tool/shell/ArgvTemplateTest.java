package io.signalbox.device.tool.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.device.tool.ToolFailure;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import tools.jackson.databind.json.JsonMapper;

class ArgvTemplateTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  @Property
  void shouldKeepAnyValueAsOneElement(@ForAll @StringLength(max = 200) String value)
      throws ToolFailure {
    Assume.that(value.indexOf('\0') < 0);
    var template = new ArgvTemplate(List.of("grep", "-n", "--", "{what}", "log"), Map.of());
    var args = JSON.createObjectNode().put("what", value);
    assertThat(template.fill(args)).containsExactly("grep", "-n", "--", value, "log");
  }

  @Property
  void shouldNeverLetAValueBecomeAnOption(@ForAll @StringLength(max = 200) String value) {
    var template = new ArgvTemplate(List.of("grep", "{what}"), Map.of());
    var args = JSON.createObjectNode().put("what", "-" + value);
    assertThatThrownBy(() -> template.fill(args)).isInstanceOf(ToolFailure.class);
  }

  @Example
  void shouldTakeNumbersAndBooleans() throws ToolFailure {
    var template = new ArgvTemplate(List.of("x", "{n}", "{b}"), Map.of());
    assertThat(template.fill(JSON.readTree("{\"n\": 1.5, \"b\": true}")))
        .containsExactly("x", "1.5", "true");
  }

  @Example
  void shouldLetAPatternDecide() throws ToolFailure {
    var template = new ArgvTemplate(List.of("x", "{n}"), Map.of("n", Pattern.compile("-?\\d+")));
    assertThat(template.fill(JSON.readTree("{\"n\": \"-5\"}"))).containsExactly("x", "-5");
    assertThatThrownBy(() -> template.fill(JSON.readTree("{\"n\": \"-v\"}")))
        .hasMessage("Expected args.n to be text that matches -?\\d+, but it is \"-v\"");
  }

  @Example
  void shouldTellWhatIsMissingUnknownOrNoText() {
    var template = new ArgvTemplate(List.of("x", "{n}"), Map.of());
    assertThatThrownBy(() -> template.fill(JSON.readTree("{}")))
        .hasMessage("Expected args.n to be text, a number or a boolean, but it is absent");
    assertThatThrownBy(() -> template.fill(JSON.readTree("{\"n\": [1]}")))
        .hasMessage("Expected args.n to be text, a number or a boolean, but it is [1]");
    assertThatThrownBy(() -> template.fill(JSON.readTree("{\"n\": 1, \"m\": 2}")))
        .hasMessage("Expected args.m to be one of the arguments n, but it is 2");
    assertThatThrownBy(() -> template.fill(JSON.readTree("[]")))
        .hasMessage("Expected args to be a JSON object, but it is []");
    assertThatThrownBy(() -> template.fill(JSON.readTree("{\"n\": \"a\\u0000b\"}")))
        .hasMessageContaining("NUL");
  }

  @Example
  void shouldRefuseTemplatesThatCannotBeSafe() {
    for (List<String> run : List.of(List.<String>of(), List.of(" "), List.of("{program}", "x"))) {
      assertThatIllegalArgumentException().isThrownBy(() -> new ArgvTemplate(run, Map.of()));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ArgvTemplate(List.of("x", "--out={file}"), Map.of()))
        .withMessageContaining("--out={file}");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ArgvTemplate(List.of("x"), Map.of("n", Pattern.compile("x"))))
        .withMessageContaining("{n}");
  }
}

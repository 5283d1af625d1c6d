package io.signalbox.kit.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Schemas that somebody gave.
class JsonSchemaTest {
  private static final JsonSchema QUERY =
      JsonSchema.of(
          json(
              """
              {"type": "object", "required": ["q"], "additionalProperties": false,
               "properties": {"q": {"$ref": "#/$defs/word"}, "most": {"type": "integer", "minimum": 1}},
               "$defs": {"word": {"type": "string", "minLength": 1}}}
              """));

  @Test
  void shouldTakeWhatIsAsItSays() {
    assertThat(QUERY.objections(json("{\"q\":\"x\",\"most\":3}"))).isEmpty();
  }

  @Test
  void shouldNameThePathOfEachThingThatIsWrong() {
    assertThat(QUERY.objections(json("{\"q\":7,\"most\":0}")))
        .satisfiesExactlyInAnyOrder(
            q -> assertThat(q).startsWith("/q: ").contains("integer", "string"),
            most -> assertThat(most).startsWith("/most: ").contains("1"));
    assertThat(QUERY.objections(json("{}")))
        .singleElement()
        .satisfies(missing -> assertThat(missing).contains("'q'"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\": \"text\"}",
        "{\"properties\": []}",
        "{\"properties\": {\"q\": {\"minLength\": -1}}}",
        "{\"$ref\": \"#/$defs/nowhere\"}",
        "{\"$ref\": \"http://127.0.0.1:1/schema.json\"}",
        "7"
      })
  void shouldRefuseASchemaThatMakesNoSense(String schema) {
    assertThatIllegalArgumentException().isThrownBy(() -> JsonSchema.of(json(schema)));
  }

  /// Backtracking would take longer than anybody waits.
  @Test
  void shouldMatchInATimeThatGrowsWithTheValueOnly() {
    JsonSchema schema = JsonSchema.ofLinear(json("{\"pattern\":\"^(a+)+$\"}"));
    String text = "a".repeat(5_000);
    assertThat(schema.objections(json("\"" + text + "\""))).isEmpty();
    assertThat(schema.objections(json("\"" + text + "!\""))).hasSize(1);
    assertThat(
            JsonSchema.ofLinear(json("{\"patternProperties\":{\"^(a+)+$\":{\"type\":\"null\"}}}"))
                .objections(json("{\"" + text + "!\":1}")))
        .isEmpty();
  }

  @Test
  void shouldRefusePatternsThatTakeLongerThanThat() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JsonSchema.ofLinear(json("{\"pattern\":\"(?=a)b\"}")))
        .withMessageContaining("(?=a)b");
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }
}

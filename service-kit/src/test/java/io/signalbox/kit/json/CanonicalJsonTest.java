package io.signalbox.kit.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// @see <a href="https://www.rfc-editor.org/rfc/rfc8785">RFC 8785</a>
class CanonicalJsonTest {

  @Test
  void shouldSortKeysAtEveryDepthAndDropWhiteSpace() {
    assertThat(CanonicalJson.of(" {\"b\" : [ {\"z\":1, \"a\":2} ],\n \"a\":{\"d\":{},\"c\":[]}}"))
        .isEqualTo("{\"a\":{\"c\":[],\"d\":{}},\"b\":[{\"a\":2,\"z\":1}]}");
  }

  @Test
  void shouldSortKeysByUtf16AsTheRfcDoes() {
    assertThat(
            CanonicalJson.of(
                """
                {"\\u20ac":"Euro Sign","\\r":"Carriage Return","\\ufb33":"Hebrew Letter Dalet With Dagesh",
                 "1":"One","\\ud83d\\ude00":"Emoji: Grinning Face","\\u0080":"Control","\\u00f6":"Latin Small Letter O With Diaeresis"}
                """))
        .containsSubsequence(
            "Carriage Return",
            "One",
            "Control",
            "Latin Small",
            "Euro Sign",
            "Emoji",
            "Hebrew Letter");
  }

  @Test
  void shouldWriteTheSampleOfTheRfc() {
    assertThat(
            CanonicalJson.of(
                """
                {
                  "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
                  "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
                  "literals": [null, true, false]
                }
                """))
        .isEqualTo(
            """
            {"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],\
            "string":"\u20ac$\\u000f\\nA'B\\"\\\\\\\\\\"/"}\
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "1.0,1",
    "-0,0",
    "1e2,100",
    "0.10,0.1",
    "1e21,1e+21",
    "123456789012345,123456789012345"
  })
  void shouldWriteEachNumberInOneWay(String given, String canonical) {
    assertThat(CanonicalJson.of("[" + given + "]")).isEqualTo("[" + canonical + "]");
  }

  @Test
  void shouldNotChangeWhatIsCanonical() {
    // given
    String once = CanonicalJson.of("{\"b\":[1.50,\"\\u00e9\ud83d\ude80\"],\"a\":null}");

    // then
    assertThat(once).isEqualTo("{\"a\":null,\"b\":[1.5,\"\u00e9\ud83d\ude80\"]}");
    assertThat(CanonicalJson.of(once)).isEqualTo(once);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text",
        "\"text\"",
        "1",
        "null",
        "{",
        "{\"a\":1,}",
        "{\"a\":1,\"a\":2}",
        "[1e999]",
        "{} {}"
      })
  void shouldRefuseWhatIsNoObjectOrArray(String json) {
    assertThatThrownBy(() -> CanonicalJson.of(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Expected a JSON object or array");
  }

  @Test
  void shouldHashAsEverybodyDoes() {
    assertThat(CanonicalJson.sha256("{}"))
        .isEqualTo("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
  }
}

package io.signalbox.kit.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.signalbox.kit.tools.form.BoundedJson;
import io.signalbox.kit.tools.form.ToolFailure;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WaitSpanTest {
  private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"durationMs":1500}                     | 2030-01-01T00:00:01.500Z
          {"seconds":0.25}                        | 2030-01-01T00:00:00.250Z
          {"minutes":2,"other":1}                 | 2030-01-01T00:02:00Z
          {"hours":168}                           | 2030-01-08T00:00:00Z
          {"until":"2030-01-01T01:00:00+01:00"}   | 2030-01-01T00:00:00Z
          {"until":"2030-01-02T00:00:00Z"}        | 2030-01-02T00:00:00Z
          {"until":"1999-01-01T00:00:00Z"}        | 2030-01-01T00:00:00Z
          """)
  void shouldKnowWhenAWaitIsOver(String args, Instant end) {
    assertThat(WaitSpan.ofArguments(BoundedJson.read(args)).end(START)).isEqualTo(end);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"seconds\":\"1\"}",
        "{\"seconds\":1,\"hours\":1}",
        "{\"hours\":168.01}",
        "{\"until\":\"2030-02-01T00:00:00Z\"}",
        "{\"until\":5}"
      })
  void shouldRefuseArgumentsThatNameNoWait(String args) {
    assertThatExceptionOfType(ToolFailure.class)
        .isThrownBy(() -> WaitSpan.ofArguments(BoundedJson.read(args)).end(START))
        .satisfies(it -> assertThat(it.code()).isEqualTo("INVALID_ARGUMENT"));
  }
}

package io.signalbox.kit.projection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorableTest {

  @Test
  void shouldReplaceWhatPostgresCannotStore() {
    assertThat(Storable.text("a\u0000b")).isEqualTo("a\uFFFDb");
    assertThat(Storable.text(null)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\": [1, null]}", "\"\\u0000\"", "1", "null"})
  void shouldKeepJsonAsItIs(String json) {
    assertThat(Storable.json(json)).isEqualTo(json);
  }

  @Test
  void shouldKeepWhatIsNoJsonAsAString() {
    assertThat(Storable.json("")).isEqualTo("\"\"");
    assertThat(Storable.json("plain")).isEqualTo("\"plain\"");
    assertThat(Storable.json("{} {}")).isEqualTo("\"{} {}\"");
    assertThat(Storable.json("\uFEFF{}")).isEqualTo("\"\uFEFF{}\"");
    assertThat(Storable.json("\u0000")).isEqualTo("\"\\u0000\"");
    assertThat(Storable.json(null)).isNull();
  }
}

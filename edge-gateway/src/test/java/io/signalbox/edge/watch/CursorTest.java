package io.signalbox.edge.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
  private static final String RUN = "0190c6a5-0000-7000-8000-00000000000a";

  @Test
  void shouldBeginAtTheStartWithoutACursor() {
    assertThat(Cursor.parse(RUN, null)).isEqualTo(new Cursor.After(0));
    assertThat(Cursor.parse(RUN, " ")).isEqualTo(new Cursor.After(0));
  }

  @Test
  void shouldTakeASeqWithOrWithoutItsRun() {
    assertThat(Cursor.parse(RUN, "0")).isEqualTo(new Cursor.After(0));
    assertThat(Cursor.parse(RUN, "17")).isEqualTo(new Cursor.After(17));
    assertThat(Cursor.parse(RUN, RUN + ":17")).isEqualTo(new Cursor.After(17));
    assertThat(Cursor.parse(RUN, "$")).isEqualTo(new Cursor.LiveOnly());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "abc", "1.5", "1e3", "+1", "9999999999999999999", ":", "1:", "$1"})
  void shouldRefuseWhatIsNoCursor(String text) {
    assertThatThrownBy(() -> Cursor.parse(RUN, text))
        .isInstanceOfSatisfying(
            InvalidCursorException.class, e -> assertThat(e.isOfAnotherRun()).isFalse());
  }

  @Test
  void shouldRefuseTheCursorOfAnotherRun() {
    assertThatThrownBy(() -> Cursor.parse(RUN, RUN.replace('a', 'b') + ":17"))
        .isInstanceOfSatisfying(
            InvalidCursorException.class, e -> assertThat(e.isOfAnotherRun()).isTrue());
  }
}

package io.signalbox.edge.claw.method;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionKeyTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          agent:helper:main                    | agent:helper:main
          agent:helper:chat:group:7            | agent:helper:chat:group:7
          agent:0190c6a5-0000-7000-8000-00000000000a:x | agent:0190c6a5-0000-7000-8000-00000000000a:x
          main                                 | agent:main:main
          anything else                        | agent:main:anything else
          agent:helper                         | agent:main:agent:helper
          agent::x                             | agent:main:agent::x
          0190C6A5-0000-7000-8000-00000000000A | 0190c6a5-0000-7000-8000-00000000000a
          """)
  void shouldKnowWhatAKeyMeans(String given, String meant) {
    assertThat(SessionKey.of(given).text()).isEqualTo(meant);
    assertThat(SessionKey.of(meant)).isEqualTo(SessionKey.of(given));
  }
}

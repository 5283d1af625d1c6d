package io.signalbox.stack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DemoReportTest {

  @Test
  void shouldBeOneLineOfJsonWithFixedKeys() {
    assertThat(new DemoReport("r1", "completed", 31, 0, 0, 12L, 40L, 1500).toJson())
        .isEqualTo(
            "{\"runId\":\"r1\",\"status\":\"completed\",\"events\":31,\"gaps\":0,\"duplicates\":0,"
                + "\"firstEventMs\":12,\"toolRoundTripMs\":40,\"totalMs\":1500}");
  }

  @Test
  void shouldBeGoodOnlyWhenNothingIsWrong() {
    assertThat(report("completed", 0, 0).succeeded()).isTrue();
    assertThat(report("failed", 0, 0).succeeded()).isFalse();
    assertThat(report("completed", 1, 0).succeeded()).isFalse();
    assertThat(report("completed", 0, 1).succeeded()).isFalse();
  }

  private static DemoReport report(String status, int gaps, int duplicates) {
    return new DemoReport("r1", status, 31, gaps, duplicates, null, null, 1500);
  }
}

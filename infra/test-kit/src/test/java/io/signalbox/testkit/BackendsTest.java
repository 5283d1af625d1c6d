package io.signalbox.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BackendsTest {

  @Test
  void shouldTakeContainersWhereAnEngineAnswers() {
    assertThat(Backends.choose("", () -> true)).isEqualTo(Backends.DOCKER);
    assertThat(Backends.choose("", () -> false)).isEqualTo(Backends.EMBEDDED);
  }

  @Test
  void shouldObeyForce() {
    assertThat(Backends.choose("embedded", () -> true)).isEqualTo(Backends.EMBEDDED);
    assertThat(Backends.choose("docker", () -> false)).isEqualTo(Backends.DOCKER);
  }

  @Test
  void shouldRefuseAnUnknownWish() {
    assertThatThrownBy(() -> Backends.choose("podman", () -> true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("podman");
  }
}

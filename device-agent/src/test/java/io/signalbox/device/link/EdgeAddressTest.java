package io.signalbox.device.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EdgeAddressTest {

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:18789, ws://127.0.0.1:18789/devices/connect",
    "https://edge.example/, wss://edge.example/devices/connect",
    "wss://edge.example/base, wss://edge.example/base/devices/connect",
    "http://[::1]:9, ws://[::1]:9/devices/connect"
  })
  void shouldFindTheSocket(String edge, URI socket) {
    assertThat(EdgeAddress.of(edge, null).socket()).isEqualTo(socket);
  }

  @ParameterizedTest
  @ValueSource(strings = {"edge.example", "ftp://edge.example", "https://me:pw@edge.example"})
  void shouldRefuseWhatIsNoEdge(String edge) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EdgeAddress.of(edge, null))
        .withMessageStartingWith("Expected")
        .withMessageNotContaining("pw");
  }

  @Test
  void shouldKeepTheKeySecretAndTellWhenItIsExposed() {
    assertThat(EdgeAddress.of("http://edge.example", "k3y")).asString().doesNotContain("k3y");
    assertThat(EdgeAddress.of("http://edge.example", "k3y").exposesKey()).isTrue();
    assertThat(EdgeAddress.of("http://edge.example", " ").exposesKey()).isFalse();
    assertThat(EdgeAddress.of("https://edge.example", "k3y").exposesKey()).isFalse();
    assertThat(EdgeAddress.of("http://127.0.0.1:18789", "k3y").exposesKey()).isFalse();
  }
}

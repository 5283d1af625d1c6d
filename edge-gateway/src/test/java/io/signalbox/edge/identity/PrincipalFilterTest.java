package io.signalbox.edge.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;

class PrincipalFilterTest {

  @ParameterizedTest
  @CsvSource({
    "localhost,",
    "localhost:18789, http://localhost:3000",
    "127.0.0.1:18789, http://127.0.0.1",
    "127.1.2.3,",
    "[::1]:18789, http://[::1]:18789"
  })
  void shouldLetThisMachineIn(String host, String origin) {
    assertThat(isLetIn(true, request("127.0.0.1", host, origin))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, localhost,",
    "127.0.0.1, evil.example,",
    "127.0.0.1, 127.0.0.1.evil.example,",
    "127.0.0.1, localhost.evil.example:18789,",
    "127.0.0.1, ,",
    "127.0.0.1, localhost, http://evil.example",
    "127.0.0.1, localhost, null",
    "127.0.0.1, localhost, http://localhost.evil.example"
  })
  void shouldKeepOthersOut(String peer, String host, String origin) {
    assertThat(isLetIn(true, request(peer, host, origin))).isFalse();
  }

  @Test
  void shouldKeepOutWhatAProxyForwards() {
    assertThat(
            isLetIn(
                true,
                request("127.0.0.1", "localhost", null).header("X-Forwarded-For", "10.1.1.1")))
        .isFalse();
  }

  @Test
  void shouldLetNobodyInByDefault() {
    assertThat(isLetIn(false, request("127.0.0.1", "localhost", null))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health", "/healthz", "/readyz", "/actuator/health/readiness"})
  void shouldLetProbesIn(String path) {
    var exchange =
        MockServerWebExchange.from(MockServerHttpRequest.get(path).header("Host", "pod:1"));
    assertThat(passes(new PrincipalFilter(new IdentitySettings(false)), exchange)).isTrue();
  }

  private static MockServerHttpRequest.BaseBuilder<?> request(
      String peer, @Nullable String host, @Nullable String origin) {
    MockServerHttpRequest.BaseBuilder<?> request =
        MockServerHttpRequest.get("/api/runs").remoteAddress(new InetSocketAddress(peer, 1));
    if (host != null) {
      request.header("Host", host);
    }
    if (origin != null) {
      request.header("Origin", origin);
    }
    return request;
  }

  private static boolean isLetIn(boolean setting, MockServerHttpRequest.BaseBuilder<?> request) {
    MockServerWebExchange exchange = MockServerWebExchange.from(request);
    boolean passed = passes(new PrincipalFilter(new IdentitySettings(setting)), exchange);
    assertThat(exchange.getAttributes().containsKey(Principal.ATTRIBUTE)).isEqualTo(passed);
    return passed;
  }

  private static boolean passes(PrincipalFilter filter, MockServerWebExchange exchange) {
    return Boolean.TRUE.equals(
        filter
            .filter(exchange, _ -> Mono.empty())
            .thenReturn(true)
            .onErrorReturn(UnauthenticatedException.class, false)
            .block());
  }
}

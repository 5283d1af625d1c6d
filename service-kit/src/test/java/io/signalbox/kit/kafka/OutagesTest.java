package io.signalbox.kit.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.signalbox.schemas.serde.WireSerdes;
import io.signalbox.schemas.topic.Topics;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// With the real serde, against registries that answer badly or not at all.
class OutagesTest {
  private static final byte[] UNKNOWN_ID = {0, 0, 0, 0, 77, 1, 2, 3};

  @Test
  void shouldSeeAnOutageInARegistryThatIsNotThere() throws IOException {
    // given
    HttpServer server = serve(exchange -> {});
    String url = url(server);
    server.stop(0);

    // then
    assertThat(Outages.isOutage(failure(url))).isTrue();
  }

  @Test
  void shouldSeeAnOutageInARegistryThatHangsUp() throws IOException {
    assertThat(isOutage(HttpExchange::close)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 408, 429, 500, 502, 503, 504})
  void shouldSeeAnOutageInARegistryThatIsUnwell(int status) throws IOException {
    assertThat(isOutage(exchange -> answer(exchange, status))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 422})
  void shouldSeeNoOutageInASchemaThatDoesNotExist(int status) throws IOException {
    assertThat(isOutage(exchange -> answer(exchange, status))).isFalse();
  }

  @Test
  void shouldSeeNoOutageInBytesThatMakeNoSense() {
    assertThat(Outages.isOutage(new SerializationException("Unknown magic byte"))).isFalse();
    assertThat(Outages.isOutage(new IllegalStateException("a bug", new IOException("EOF"))))
        .isFalse();
  }

  @Test
  void shouldFindTheCauseBelowOthers() {
    assertThat(Outages.isOutage(new RuntimeException(new IOException(new ConnectException()))))
        .isTrue();
    assertThat(Outages.isOutage(new RuntimeException(new NetworkException()))).isTrue();
  }

  @Test
  void shouldComeToAnEndWhereCausesDoNot() {
    // given
    RuntimeException first = new RuntimeException("first");
    first.initCause(new RuntimeException("second", first));

    // then
    assertThat(Outages.isOutage(first)).isFalse();
  }

  private static boolean isOutage(HttpHandler registry) throws IOException {
    HttpServer server = serve(registry);
    try {
      return Outages.isOutage(failure(url(server)));
    } finally {
      server.stop(0);
    }
  }

  private static Throwable failure(String url) {
    WireSerdes serdes = new WireSerdes(Map.of("apicurio.registry.url", url));
    try (Serde<?> serde = serdes.forValues(Topics.RUN_COMMANDS)) {
      Throwable failure =
          catchThrowable(
              () -> serde.deserializer().deserialize(Topics.RUN_COMMANDS.name(), UNKNOWN_ID));
      assertThat(failure).isNotNull();
      return failure;
    }
  }

  private static HttpServer serve(HttpHandler handler) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", handler);
    server.start();
    return server;
  }

  private static String url(HttpServer server) {
    return "http://127.0.0.1:%d/apis/registry/v3".formatted(server.getAddress().getPort());
  }

  private static void answer(HttpExchange exchange, int status) throws IOException {
    byte[] body =
        "{\"status\":%d,\"title\":\"no\",\"name\":\"ContentNotFoundException\"}"
            .formatted(status)
            .getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}

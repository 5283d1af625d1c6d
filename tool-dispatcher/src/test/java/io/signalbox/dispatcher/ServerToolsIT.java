package io.signalbox.dispatcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.signalbox.schemas.tool.ToolWork;
import io.signalbox.schemas.topic.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// Tools that this system executes itself, from the request to the result in the views.
class ServerToolsIT extends DispatcherTest {
  @Autowired MeterRegistry meters;

  private final List<String> hits = new CopyOnWriteArrayList<>();
  private final CountDownLatch slow = new CountDownLatch(1);
  private final CountDownLatch arrived = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;
  private String url = "";

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/fast", this::answer);
    server.createContext(
        "/slow",
        exchange -> {
          arrived.countDown();
          awaitRelease();
          answer(exchange);
        });
    server.start();
    url = "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @AfterEach
  void stopServing() {
    slow.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void awaitRelease() {
    try {
      slow.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      hits.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
      byte[] body = "{\"ok\":true}".getBytes(UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private void request(boolean repeatable, String execution) throws Exception {
    ask(Topics.TOOL_REQUESTS, wire.request(call, run, "server", repeatable, execution));
  }

  private void post(String path) throws Exception {
    request(
        false, "{\"type\":\"request\",\"method\":\"POST\",\"url\":\"%s%s\"}".formatted(url, path));
  }

  private Map<String, @Nullable Object> row() {
    return rows("tool_calls").getFirst();
  }

  private String result() {
    return String.valueOf(rows("tool_results").getFirst().get("result"));
  }

  private double busy() {
    return meters.get("signalbox.tool.busy").gauge().value();
  }

  @Test
  void shouldMakeARequestAndAnswerWithWhatComesBack() throws Exception {
    // when
    post("/fast");
    // then
    awaitStatus("completed");
    assertThat(result()).contains("\"success\":true", "\"status\":200", "\"data\":{\"ok\":true}");
    assertThat(hits).containsExactly("POST /fast");
  }

  @Test
  void shouldCompute() throws Exception {
    // when
    request(
        true,
        "{\"type\":\"compute\",\"expression\":{\"op\":\"calculate\",\"operator\":\"+\",\"of\":[0.1,0.2]}}");
    // then
    awaitStatus("completed");
    assertThat(result()).isEqualTo("0.3");
  }

  @Test
  void shouldWait() throws Exception {
    // when
    request(true, "{\"type\":\"waiting\",\"durationMs\":300}");
    // then
    awaitStatus("completed");
    assertThat(result()).contains("\"success\":true", "\"cancelled\":false");
  }

  @Test
  void shouldSayWhyARequestIsBlocked() throws Exception {
    // when
    request(true, "{\"type\":\"request\",\"url\":\"http://169.254.169.254/latest/meta-data\"}");
    // then
    awaitStatus("failed");
    assertThat(row())
        .containsEntry("error_code", "EGRESS_BLOCKED")
        .containsEntry(
            "error", "Requests to 169.254.169.254 are blocked: metadata (169.254.169.254/32)");
  }

  @Test
  void shouldSayWhyAToolCannotBeExecuted() throws Exception {
    // when
    request(true, "{\"type\":\"request\",\"url\":\"ftp://example.com\"}");
    // then
    awaitStatus("failed");
    assertThat(row()).containsEntry("error_code", "INVALID_TOOL");
  }

  @Test
  void longToolCallReExecutedShouldBeMadeOnceThoughTheQueueHandsItOutAgain() throws Exception {
    try (Tail<ToolWork> work = new Tail<>(config, Topics.TOOL_WORK)) {
      // given a request that is under way
      post("/slow");
      arrived.await();
      soon(() -> assertThat(ofThisCall(work)).hasSize(1));
      // when the queue forgets that, and hands it out once more
      sender.send(Topics.TOOL_WORK, call, ofThisCall(work).getFirst()).get();
      soon(() -> assertThat(counted("taken")).isPositive());
      slow.countDown();
      // then
      awaitStatus("completed");
      assertThat(hits).containsExactly("POST /slow");
    }
  }

  private List<ToolWork> ofThisCall(Tail<ToolWork> work) {
    return work.records().stream()
        .filter(record -> record.key().equals(call))
        .map(ConsumerRecord::value)
        .toList();
  }

  private long counted(String result) {
    var timer = meters.find("signalbox.tool.executions").tag("result", result).timer();
    return timer == null ? 0 : timer.count();
  }

  @Test
  void cancelDoesNotStopWorkShouldEndARequestThatIsUnderWay() throws Exception {
    // given
    post("/slow");
    arrived.await();
    assertThat(busy()).isPositive();
    // when
    ask(Topics.TOOL_REQUESTS, wire.cancel(call, run));
    // then its end is confirmed though the server never answers
    awaitStatus("canceled");
    soon(() -> assertThat(row()).containsEntry("cancel", "confirmed"));
    soon(() -> assertThat(busy()).isZero());
  }

  @Test
  void shouldRefuseAResultThatIsPostedForACallUnderWay() throws Exception {
    // given
    post("/slow");
    arrived.await();
    // when
    Object answer = ask(Topics.TOOL_RESULTS, wire.result(call, run, "1", "server", null));
    // then
    assertThat(answer).asString().contains("FORBIDDEN");
    slow.countDown();
    awaitStatus("completed");
    assertThat(result()).contains("\"ok\":true");
  }
}

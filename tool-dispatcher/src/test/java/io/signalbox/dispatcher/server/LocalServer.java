package io.signalbox.dispatcher.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A server on this machine that answers well and badly.
final class LocalServer implements AutoCloseable {
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final CountDownLatch slow = new CountDownLatch(1);
  private final CountDownLatch arrived = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server =
      HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);

  LocalServer() throws IOException {
    server.setExecutor(threads);
    server.createContext(
        "/echo", exchange -> respond(exchange, 200, "application/json", echo(exchange)));
    server.createContext("/text", exchange -> respond(exchange, 404, "text/plain", "gone \u00e9"));
    server.createContext(
        "/bad-json", exchange -> respond(exchange, 200, "application/json", "{\"a\":"));
    server.createContext(
        "/big", exchange -> respond(exchange, 200, "text/plain", "x".repeat(300_000)));
    server.createContext("/slow", this::hang);
    server.createContext(
        "/redirect",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "http://127.0.0.1:" + port() + "/echo");
          respond(exchange, 302, "text/plain", "");
        });
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /// The requests to `/echo`: method, path, header `X-Key`, host and body.
  List<String> seen() {
    return seen;
  }

  /// Waits until somebody asks for `/slow`, which is answered when the server closes.
  void awaitSlowRequest() throws InterruptedException {
    arrived.await();
  }

  private static void respond(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    try (exchange) {
      byte[] bytes = body.getBytes(UTF_8);
      exchange.getResponseHeaders().add("Content-Type", type);
      exchange.getResponseHeaders().add("X-Two", "1");
      exchange.getResponseHeaders().add("X-Two", "2");
      boolean none = bytes.length == 0 || exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(status, none ? -1 : bytes.length);
      if (!none) {
        exchange.getResponseBody().write(bytes);
      }
    }
  }

  private String echo(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    String line =
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestURI()
            + " "
            + exchange.getRequestHeaders().getFirst("X-Key")
            + " "
            + exchange.getRequestHeaders().getFirst("Host")
            + " "
            + body;
    seen.add(line);
    return "{\"n\":1.50}";
  }

  private void hang(HttpExchange exchange) throws IOException {
    arrived.countDown();
    try {
      slow.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exchange.close();
  }

  @Override
  public void close() {
    slow.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}

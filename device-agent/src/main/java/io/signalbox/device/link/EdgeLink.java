package io.signalbox.device.link;

import java.net.http.HttpClient;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the device connected, until it is closed.
///
/// ```text
/// connecting → registering → registered → (closed, broken or silent) → waiting → connecting …
/// ```
public final class EdgeLink implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(EdgeLink.class);
  private static final int SUPERSEDED = 4409;
  private static final int MANY = 1000;

  private final EdgeAddress address;
  private final Device device;
  private final LinkSettings settings;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable EdgeSocket current;
  private int failures;

  public EdgeLink(EdgeAddress address, Device device, LinkSettings settings) {
    this.address = address;
    this.device = device;
    this.settings = settings;
  }

  /// Connects, and again whenever the connection ends. Returns when the link is closed.
  public void run() throws InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      do {
        connect(http);
      } while (!closed.await(pause().toMillis(), TimeUnit.MILLISECONDS));
      http.shutdownNow();
    }
  }

  private Duration pause() {
    Duration pause = Backoff.after(failures, ThreadLocalRandom.current().nextDouble());
    failures++;
    return pause;
  }

  private void connect(HttpClient http) throws InterruptedException {
    try {
      EdgeSocket socket = EdgeSocket.open(http, address);
      current = socket;
      if (closed.getCount() == 0) {
        socket.close("the device stops");
      }
      stay(socket);
    } catch (CompletionException e) {
      LOGGER.atWarn().addKeyValue("edge", address).log("cannot connect: {}", cause(e));
    }
  }

  private void stay(EdgeSocket socket) throws InterruptedException {
    EdgeSession session = new EdgeSession(socket, device, settings);
    try {
      EdgeSocket.Closed over = session.run();
      LOGGER
          .atInfo()
          .addKeyValue("code", over.code())
          .log("the connection has ended: {}", over.reason());
      failures = over.code() == SUPERSEDED ? superseded() : session.isRegistered() ? 0 : failures;
    } finally {
      socket.abort();
      device.disconnected();
    }
  }

  // To come back at once would take the place of the other one, and so on for ever.
  private static int superseded() {
    LOGGER.atError().log("another agent uses the key of this device; give each its own");
    return MANY;
  }

  private static String cause(CompletionException e) {
    return e.getCause() instanceof WebSocketHandshakeException refused
        ? "the edge answers %d".formatted(refused.getResponse().statusCode())
        : String.valueOf(e.getCause());
  }

  /// Says goodbye after what is on its way, and ends [#run].
  @Override
  public void close() {
    closed.countDown();
    EdgeSocket socket = current;
    if (socket != null) {
      socket.close("the device stops");
    }
  }
}

package io.signalbox.device.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalbox.device.call.Call;
import io.signalbox.device.call.CallRequest;
import io.signalbox.device.call.Lease;
import io.signalbox.device.config.Limits;
import io.signalbox.device.journal.Journal;
import io.signalbox.device.link.Incoming;
import io.signalbox.device.link.Registration;
import io.signalbox.device.tool.Tool;
import io.signalbox.device.tool.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/// A desk with a journal on disk, tools that count, and an edge that listens. Calls with an even
/// number are done at once, the others never by themselves.
final class DeskWorld implements AutoCloseable, Tools {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String QUICK = "quick";
  private static final String ENDLESS = "endless";

  private final Path home = Files.createTempDirectory("desk");
  private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
  private final ConcurrentHashMap<String, Integer> begun = new ConcurrentHashMap<>();
  private final Set<Integer> requested = new ConcurrentSkipListSet<>();
  private final List<JsonNode> frames = new CopyOnWriteArrayList<>();
  private Journal journal;
  private CallDesk desk;

  DeskWorld() throws IOException {
    journal = Journal.open(home);
    desk = start(journal);
  }

  private CallDesk start(Journal opened) {
    CallDesk started =
        CallDesk.of(
            calls -> new Registration("k", "n", names(), JSON.createObjectNode(), calls),
            opened,
            this,
            new Limits(2, 2, 0),
            timers);
    started.recover();
    connect(started);
    return started;
  }

  private void connect(CallDesk to) {
    to.connected(this::hear, true);
  }

  private CompletableFuture<Void> hear(String frame) {
    frames.add(JSON.readTree(frame));
    return CompletableFuture.completedFuture(null);
  }

  void request(int call) {
    requested.add(call);
    JsonNode args = JsonNodeFactory.instance.stringNode(id(call));
    desk.received(
        new Incoming.Requested(
            new CallRequest(
                "r1", id(call), call % 2 == 0 ? QUICK : ENDLESS, args, null, Lease.NONE)));
  }

  void cancel(int call) {
    desk.received(new Incoming.Cancel("r1", id(call), Lease.NONE, "no need"));
  }

  void acknowledge(int call) {
    if (said(call, "tool.result")) {
      desk.received(new Incoming.Acknowledged(id(call)));
    }
  }

  void refuseForNow(int call) {
    desk.received(new Incoming.Refused("UNAVAILABLE", "no", id(call)));
  }

  void remind() {
    desk.remind();
  }

  void reconnect() {
    desk.disconnected();
    connect(desk);
  }

  void restart() {
    desk.disconnected();
    stop();
    journal.close();
    journal = Journal.open(home);
    desk = start(journal);
  }

  private void stop() {
    try {
      desk.stop(Duration.ZERO);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Cancels what would never end, and acknowledges everything that is said.
  void settle() {
    for (int call : requested) {
      if (call % 2 != 0) {
        cancel(call);
      }
    }
    await()
        .untilAsserted(() -> {
          assertThat(journal.held()).allMatch(Call.Finished.class::isInstance);
          requested.forEach(this::acknowledge);
          assertThat(journal.held()).isEmpty();
          assertThat(requested).allMatch(this::isAnswered);
        });
  }

  Set<Integer> requested() {
    return requested;
  }

  List<Call> held() {
    return journal.held();
  }

  /// How often the tool has begun with the call.
  int begun(int call) {
    return begun.getOrDefault(id(call), 0);
  }

  /// Whether the edge knows what came of it.
  boolean isAnswered(int call) {
    return said(call, "tool.result") || said(call, "tool.canceled");
  }

  private boolean said(int call, String type) {
    return frames.stream()
        .anyMatch(frame ->
            frame.path("type").asString("").equals(type)
                && frame.at("/data/callId").asString("").equals(id(call)));
  }

  private static String id(int call) {
    return "c" + call;
  }

  @Override
  public Optional<Tool> find(String name) {
    return names().contains(name) ? Optional.of(new Counting(name)) : Optional.empty();
  }

  @Override
  public List<String> names() {
    return List.of(QUICK, ENDLESS);
  }

  private final class Counting implements Tool {
    private final String name;

    Counting(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Duration limit() {
      return Duration.ofMinutes(1);
    }

    @Override
    public JsonNode run(JsonNode args) throws InterruptedException {
      begun.merge(args.stringValue(), 1, Integer::sum);
      if (name.equals(ENDLESS)) {
        new CountDownLatch(1).await();
      }
      return args;
    }
  }

  @Override
  public void close() throws IOException {
    stop();
    journal.close();
    timers.shutdownNow();
    try (var all = Files.walk(home)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}

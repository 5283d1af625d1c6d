package io.signalbox.device;

import io.signalbox.device.config.ToolBox;
import io.signalbox.device.journal.Journal;
import io.signalbox.device.link.EdgeLink;
import io.signalbox.device.link.Registration;
import io.signalbox.device.tool.SystemStatus;
import io.signalbox.device.work.CallDesk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running agent: journal, tools, desk and link, started and stopped in order.
final class DeviceAgent implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(DeviceAgent.class);

  private final AgentSettings settings;
  private final SystemStatus status;
  private final ToolBox tools;
  private final Journal journal;
  private final CallDesk desk;
  private final EdgeLink link;
  private final ScheduledThreadPoolExecutor timers =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("timer").factory());
  private final CompletableFuture<Void> over = new CompletableFuture<>();
  private final Thread connecting = Thread.ofPlatform().name("link").unstarted(this::connect);

  /// @throws IllegalArgumentException when a tool cannot be made
  /// @throws io.signalbox.device.journal.JournalException when the journal cannot be used
  private DeviceAgent(AgentSettings settings) {
    this.settings = settings;
    this.status = new SystemStatus(settings.home());
    this.tools = new ToolBox(settings.tools(), status);
    this.journal = Journal.open(settings.home());
    this.desk = CallDesk.of(this::introduce, journal, tools, settings.limits(), timers);
    this.link = new EdgeLink(settings.edge(), desk, settings.link());
    timers.setRemoveOnCancelPolicy(true);
    var _ = journal.broken().whenComplete((_, failure) -> over.completeExceptionally(failure));
  }

  static DeviceAgent start(AgentSettings settings) {
    DeviceAgent agent = new DeviceAgent(settings);
    LOGGER
        .atInfo()
        .addKeyValue("edge", settings.edge())
        .addKeyValue("home", settings.home())
        .log("the device offers {}", agent.tools.names());
    agent.desk.recover();
    long millis = settings.reminder().toMillis();
    var _ =
        agent.timers.scheduleWithFixedDelay(
            agent.desk::remind, millis, millis, TimeUnit.MILLISECONDS);
    agent.connecting.start();
    return agent;
  }

  private void connect() {
    try {
      link.run();
      over.complete(null);
    } catch (InterruptedException | RuntimeException e) {
      over.completeExceptionally(e);
    }
  }

  private Registration introduce(List<String> calls) {
    try {
      return new Registration(settings.key(), settings.name(), tools.names(), status.now(), calls);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look at " + settings.home(), e);
    }
  }

  /// Returns when the agent was closed.
  ///
  /// @throws CompletionException when it cannot go on, and why
  void await() {
    over.join();
  }

  /// Lets running calls go on for as long as the limits say, then ends them, says goodbye and
  /// leaves the rest to the journal.
  @Override
  public void close() {
    try {
      desk.stop(Duration.ofSeconds(settings.limits().graceSeconds()));
      link.close();
      connecting.join(Duration.ofSeconds(5));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      timers.shutdownNow();
      tools.close();
      journal.close();
      over.complete(null);
    }
  }
}

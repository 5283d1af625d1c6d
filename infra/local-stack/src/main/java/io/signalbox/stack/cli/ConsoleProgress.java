package io.signalbox.stack.cli;

import io.signalbox.stack.supervise.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// One line per thing that happens, and every five seconds one about what still does not.
final class ConsoleProgress implements Progress, AutoCloseable {

  private static final int REMINDER_SECONDS = 5;

  private final PrintWriter out;
  private final long begin = System.nanoTime();
  private final TreeSet<String> waiting = new TreeSet<>();
  private final ScheduledExecutorService reminders =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("progress").factory());

  ConsoleProgress(PrintWriter out) {
    this.out = out;
    var _ =
        reminders.scheduleAtFixedRate(
            this::remind, REMINDER_SECONDS, REMINDER_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public synchronized void starting(String component) {
    waiting.add(component);
    line("%-18s starting".formatted(component));
  }

  @Override
  public synchronized void ready(String component, String where, Duration took) {
    waiting.remove(component);
    line("%-18s ready     %7s  %s".formatted(component, seconds(took), where));
  }

  @Override
  public synchronized void stopping(String component) {
    waiting.clear();
    line("%-18s stopping".formatted(component));
  }

  @Override
  public synchronized void stopped(String component, Duration took) {
    line("%-18s stopped   %7s".formatted(component, seconds(took)));
  }

  /// Since this was made.
  String elapsed() {
    return seconds(Duration.ofNanos(System.nanoTime() - begin));
  }

  @Override
  public void close() {
    reminders.shutdownNow();
  }

  static String seconds(Duration duration) {
    return "%.1f s".formatted(duration.toMillis() / 1000.0);
  }

  private synchronized void remind() {
    if (!waiting.isEmpty()) {
      line("still starting after %s: %s".formatted(elapsed(), String.join(", ", waiting)));
    }
  }

  private void line(String text) {
    out.println("  " + text);
    out.flush();
  }
}

package io.signalbox.stack.demo;

import java.io.PrintWriter;
import java.util.Locale;

/// The demo's lines, from several threads.
final class DemoOutput {

  private static final double NANOS_PER_MILLI = 1e6;

  private final PrintWriter out;

  DemoOutput(PrintWriter out) {
    this.out = out;
  }

  /// Something that one of the actors did.
  synchronized void say(String actor, String what) {
    out.printf(Locale.ROOT, "%8s | %s%n", actor, what);
    out.flush();
  }

  /// An event as it arrived.
  synchronized void event(RunEvent event, long elapsedNanos) {
    out.printf(
        Locale.ROOT,
        "%8d | %7.0f ms  %-22s %s%n",
        event.seq(),
        elapsedNanos / NANOS_PER_MILLI,
        event.type(),
        event.text());
    out.flush();
  }

  synchronized void line(String text) {
    out.println(text);
    out.flush();
  }
}

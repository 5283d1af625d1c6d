package io.signalbox.stack.cli;

import io.signalbox.stack.supervise.StackControl;
import io.signalbox.stack.supervise.StackControl.Component;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.Command;

@Command(
    name = "status",
    description = {
      "Tells what is running.",
      "Exit code 0: everything is ready, 1: something is not, 3: nothing runs."
    },
    mixinStandardHelpOptions = true)
final class StatusCommand extends ConsoleCommand {

  private static final int NOT_RUNNING = 3;

  @Override
  public Integer call() {
    var out = out();
    var home = Homes.current();
    var control = new StackControl(home);
    var components = control.components();
    if (!control.isRunning() && components.stream().noneMatch(Component::alive)) {
      out.printf("Signalbox is not running (%s)%n", home.path());
      return NOT_RUNNING;
    }
    out.println(headline(control));
    components.forEach(component -> print(component, out));
    boolean ready = control.isReady() && components.stream().allMatch(Component::ready);
    return ready ? 0 : 1;
  }

  private static String headline(StackControl control) {
    if (!control.isRunning()) {
      return "The supervisor is gone, but processes are left: ./signalbox down ends them";
    }
    var uptime =
        control
            .runningSince()
            .map(since -> Duration.between(since, Instant.now()).toSeconds())
            .orElse(0L);
    return "Signalbox is %s, up %d min %02d s: %s"
        .formatted(
            control.isReady() ? "running" : "not ready",
            uptime / 60,
            uptime % 60,
            control.edgeUrl().map(URI::toString).orElse("address unknown yet"));
  }

  private static void print(Component component, PrintWriter out) {
    out.printf(
        "  %-18s %-9s port %-5d  pid %d%n",
        component.name(), state(component), component.port(), component.pid());
  }

  private static String state(Component component) {
    if (!component.alive()) {
      return "ended";
    }
    return component.ready() ? "ready" : "not ready";
  }
}

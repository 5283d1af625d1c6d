package io.signalbox.stack.cli;

import io.signalbox.stack.supervise.StackControl;
import java.time.Duration;
import picocli.CommandLine.Command;

@Command(
    name = "down",
    description = "Stops the stack and whatever a killed one left behind. Data stays.",
    mixinStandardHelpOptions = true)
final class DownCommand extends ConsoleCommand {

  @Override
  public Integer call() {
    var out = out();
    long begin = System.nanoTime();
    var control = new StackControl(Homes.current());
    if (control.isRunning()) {
      out.println("Stopping Signalbox");
      out.flush();
    }
    boolean ended =
        control.stop(component -> {
          out.printf("  %-18s stopped%n", component);
          out.flush();
        });
    var took = ConsoleProgress.seconds(Duration.ofNanos(System.nanoTime() - begin));
    out.println(ended ? "Signalbox is stopped (" + took + ")" : "Signalbox is not running");
    return 0;
  }
}

package io.signalbox.stack.cli;

import io.signalbox.stack.supervise.StackControl;
import io.signalbox.stack.supervise.StackHome;
import java.io.Console;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "reset",
    description = "Stops the stack and deletes its data and logs.",
    mixinStandardHelpOptions = true)
final class ResetCommand extends ConsoleCommand {

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  private boolean yes;

  @Override
  public Integer call() {
    var out = out();
    var home = Homes.current();
    if (!yes && !confirmed(System.console(), home)) {
      out.println("Nothing was deleted. Say yes, or give --yes.");
      return 1;
    }
    new StackControl(home).stop(_ -> {});
    home.deleteData();
    out.printf("All data of %s is deleted%n", home.path());
    return 0;
  }

  private static boolean confirmed(@Nullable Console console, StackHome home) {
    if (console == null || !console.isTerminal()) {
      return false;
    }
    var answer = console.readLine("Delete all runs, agents and logs in %s? [y/N] ", home.path());
    return answer != null && (answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes"));
  }
}

package io.signalbox.stack.cli;

import io.signalbox.stack.backing.BackingException;
import io.signalbox.stack.demo.Demo;
import io.signalbox.stack.demo.DemoReport;
import io.signalbox.stack.supervise.StackControl;
import io.signalbox.stack.supervise.StackHome;
import io.signalbox.stack.supervise.SupervisedStack;
import java.io.PrintWriter;
import java.net.URI;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "demo",
    description = {
      "Carries one run through all services: an agent, a tool call on a device, and a watcher that is cut off and resumed.",
      "Starts the stack where it is not running, and then stops it at the end."
    },
    mixinStandardHelpOptions = true)
final class DemoCommand extends ConsoleCommand {

  @Parameters(
      arity = "0..1",
      paramLabel = "PROMPT",
      defaultValue = "Look up x and tell me what you find.",
      description = "What to say to the agent (${DEFAULT-VALUE})")
  private String prompt = "";

  @Option(
      names = "--json",
      description =
          "End with one line of JSON on standard output; all else goes to standard error.")
  private boolean json;

  @Option(names = "--keep", description = "Leave the stack running.")
  private boolean keep;

  @Override
  public Integer call() {
    var home = Homes.current();
    var out = json ? err() : out();
    var report = run(home, out);
    if (json) {
      out().println(report.toJson());
    }
    return report.succeeded() ? 0 : 1;
  }

  private DemoReport run(StackHome home, PrintWriter out) {
    var control = new StackControl(home);
    if (!control.isRunning() && !keep) {
      return onOwnStack(home, out);
    }
    if (!control.isRunning()) {
      new DetachedSupervisor(home, out).start();
    }
    if (!control.isReady()) {
      throw new BackingException(
          "Expected the stack to be ready, but it is only starting or stopping: try again soon");
    }
    return onStackAt(control.edgeUrl().orElseThrow(), home, out);
  }

  private DemoReport onOwnStack(StackHome home, PrintWriter out) {
    out.printf("Starting Signalbox (%s)%n", home.path());
    try (var progress = new ConsoleProgress(out);
        var stack = SupervisedStack.start(home, progress)) {
      out.printf("Signalbox is ready after %s: %s%n", progress.elapsed(), stack.edgeUrl());
      return onStackAt(stack.edgeUrl(), home, out);
    }
  }

  private DemoReport onStackAt(URI edge, StackHome home, PrintWriter out) {
    var report = new Demo(edge, home.logs(), home.cache(), out).run(prompt);
    out.println(report.toText());
    out.flush();
    return report;
  }
}

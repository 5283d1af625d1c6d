package io.signalbox.stack.cli;

import io.signalbox.stack.process.ChildProcess;
import io.signalbox.stack.supervise.StackControl;
import io.signalbox.stack.supervise.StackHome;
import io.signalbox.stack.supervise.SupervisedStack;
import java.io.PrintWriter;
import java.net.URI;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "up",
    description = {
      "Starts the stack and stays until Ctrl-C, which stops it.",
      "Says so, and succeeds, when it is running already."
    },
    mixinStandardHelpOptions = true)
final class UpCommand extends ConsoleCommand {

  private static final int LOG_LINES = 30;

  @Option(names = "--detach", description = "Return when everything is ready and leave it running.")
  private boolean detach;

  @Option(
      names = "--supervisor",
      hidden = true,
      description = "This is the process that up --detach started.")
  private boolean supervisor;

  @Override
  public Integer call() {
    var out = out();
    var home = Homes.current();
    var control = new StackControl(home);
    if (control.isRunning()) {
      out.println(alreadyRunning(control));
      return 0;
    }
    if (detach) {
      new DetachedSupervisor(home, out).start();
      return 0;
    }
    return foreground(home, out);
  }

  private int foreground(StackHome home, PrintWriter out) {
    out.printf("Starting Signalbox (%s)%n", home.path());
    try (var progress = new ConsoleProgress(out);
        var stack = SupervisedStack.start(home, progress)) {
      out.println(ready(stack.edgeUrl(), progress.elapsed()));
      out.flush();
      tell(stack.awaitFailure());
    }
    return 1;
  }

  private String ready(URI edge, String elapsed) {
    return "Signalbox is ready after %s: %s%s"
        .formatted(elapsed, edge, supervisor ? "" : "   (Ctrl-C stops it)");
  }

  static String alreadyRunning(StackControl control) {
    return "Signalbox is already running: %s   (./signalbox status, ./signalbox down)"
        .formatted(control.edgeUrl().map(URI::toString).orElse("just starting"));
  }

  private void tell(ChildProcess ended) {
    var err = err();
    err.printf(
        "signalbox: %s ended with status %d, so everything is stopped. The end of %s:%n",
        ended.name(), ended.process().exitValue(), ended.log().path());
    ended.log().tail(LOG_LINES).forEach(line -> err.println("  | " + line));
    err.flush();
  }
}

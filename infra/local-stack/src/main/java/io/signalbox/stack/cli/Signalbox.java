package io.signalbox.stack.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/// Runs Signalbox on this machine.
///
/// Exit codes: 0 when done, 1 when something failed, 2 for wrong arguments, 3 from `status` when
/// nothing runs.
@Command(
    name = "signalbox",
    description = "Runs Signalbox on this machine.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      LogsCommand.class,
      DemoCommand.class,
      ResetCommand.class,
      HelpCommand.class
    },
    footer = {
      "",
      "./signalbox bench [NAME ...] [--json] measures the run engine; see docs/performance.md.",
      "./signalbox device [--edge URL] [--config FILE] makes this machine a device; see device-agent/README.md.",
      "Ports are moved by SIGNALBOX_EDGE_PORT, SIGNALBOX_POSTGRES_PORT, SIGNALBOX_KAFKA_PORT and so on,",
      "data by SIGNALBOX_HOME. See infra/local-stack/README.md."
    })
public final class Signalbox {

  private Signalbox() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Signalbox())
        .setExecutionExceptionHandler(
            (failure, command, _) -> Failures.report(failure, command.getErr()));
  }
}

package io.signalbox.device;

import io.signalbox.device.config.ConfigFile;
import io.signalbox.device.journal.JournalException;
import io.signalbox.device.link.EdgeAddress;
import io.signalbox.device.link.LinkSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Makes this machine a device, until it is told to stop.
///
/// Exit codes: 1 when it cannot go on, 2 for wrong arguments or settings, 128 + the signal when it
/// was told to stop.
@Command(
    name = "signalbox device",
    description = {
      "Makes this machine a device: connects to an edge, executes the tool calls that the"
          + " configuration allows, once each, and keeps on disk what it owes.",
      "Without a configuration it offers the tools echo and system.status."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "SIGNALBOX_API_KEY in the environment is sent to the edge as a bearer token.",
      "Options win over the configuration. Its format is in device-agent/README.md."
    })
public final class DeviceCommand implements Callable<Integer> {
  private static final Logger LOGGER = LoggerFactory.getLogger(DeviceCommand.class);

  @Option(names = "--edge", paramLabel = "URL", description = "Default: http://127.0.0.1:18789")
  private @Nullable String edge;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "Decides which device this is. Default: made up once and kept in the home.")
  private @Nullable String key;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What people call it. Default: the name of the machine.")
  private @Nullable String name;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "Where its journal is; one agent per home. Default: ~/.signalbox/device")
  private Path home = Path.of(System.getProperty("user.home"), ".signalbox", "device");

  @Option(names = "--config", paramLabel = "FILE", description = "What it may do, in JSON.")
  private @Nullable Path config;

  private DeviceCommand() {}

  public static void main(String[] args) {
    System.exit(
        new CommandLine(new DeviceCommand())
            .setExecutionExceptionHandler((failure, command, _) -> told(failure, command))
            .execute(args));
  }

  private static int told(Exception failure, CommandLine command) throws Exception {
    Throwable cause = failure instanceof CompletionException e ? e.getCause() : failure;
    if (cause instanceof IllegalArgumentException
        || cause instanceof JournalException
        || cause instanceof IOException) {
      command.getErr().println("signalbox device: " + cause.getMessage());
      return cause instanceof IllegalArgumentException ? 2 : 1;
    }
    throw failure;
  }

  @Override
  public Integer call() throws IOException {
    AgentSettings settings = settings();
    if (settings.edge().exposesKey()) {
      LOGGER.atWarn().log("the API key crosses the network unencrypted: use https for the edge");
    }
    DeviceAgent agent = DeviceAgent.start(settings);
    Runtime.getRuntime().addShutdownHook(new Thread(agent::close, "stop"));
    agent.await();
    return 0;
  }

  private AgentSettings settings() throws IOException {
    ConfigFile file = config == null ? ConfigFile.empty() : ConfigFile.read(config);
    String itsKey = first(key, file.key());
    String itsName = first(name, file.name());
    return new AgentSettings(
        EdgeAddress.of(edge == null ? file.edge() : edge, System.getenv("SIGNALBOX_API_KEY")),
        checked("key", itsKey == null ? DeviceKey.in(home) : itsKey, 128),
        checked("name", itsName == null ? machine() : itsName, 256),
        home.toAbsolutePath(),
        file.limits(),
        file.tools(),
        LinkSettings.USUAL,
        AgentSettings.USUAL_REMINDER);
  }

  private static String machine() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      return "a machine without a name";
    }
  }

  private static String checked(String field, String value, int longest) {
    if (value.isBlank() || value.length() > longest) {
      throw new IllegalArgumentException(
          "Expected the %s to have 1 to %d characters, but got '%s'"
              .formatted(field, longest, value));
    }
    return value;
  }

  private static @Nullable String first(@Nullable String given, @Nullable String otherwise) {
    return given == null ? otherwise : given;
  }
}

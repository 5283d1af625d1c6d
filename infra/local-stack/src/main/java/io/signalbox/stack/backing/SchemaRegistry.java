package io.signalbox.stack.backing;

import io.signalbox.stack.process.ChildProcess;
import io.signalbox.stack.process.JavaCommand;
import io.signalbox.stack.process.Ports;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The schema registry (Apicurio) on loopback only, with the rules that protect readers switched on
/// from the start.
public final class SchemaRegistry {

  /// What people and log files call it.
  public static final String NAME = "schema-registry";

  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final String MAIN = "io.quarkus.bootstrap.runner.QuarkusEntryPoint";

  /// Where schemas are kept.
  public enum Storage {
    /// In a file below the data folder.
    FILE,
    /// In memory, for tests.
    MEMORY
  }

  private final Installation installation;
  private final BackingFolders folders;
  private final int port;
  private final int managementPort;
  private final Storage storage;

  public SchemaRegistry(
      Installation installation,
      BackingFolders folders,
      int port,
      int managementPort,
      Storage storage) {
    this.installation = installation;
    this.folders = folders;
    this.port = port;
    this.managementPort = managementPort;
    this.storage = storage;
  }

  /// Starts the process without waiting. It is ready when [#awaitReady] returns.
  ///
  /// @throws io.signalbox.stack.process.PortTakenException when one of its ports is taken
  public ChildProcess launch() {
    Ports.requireFree(port, NAME);
    Ports.requireFree(managementPort, NAME + " (management)");
    var command = new JavaCommand(flags(), List.of(installation.registryJar()), MAIN, List.of());
    return ChildProcess.start(NAME, command.line(folders.cache()), Map.of(), folders.log(NAME));
  }

  /// Returns when schemas can be stored: the API answers earlier than that, so the management port
  /// decides.
  ///
  /// @throws BackingException when it ends or needs more than two minutes
  public void awaitReady(ChildProcess process) {
    var health = URI.create("http://127.0.0.1:%d/health/ready".formatted(managementPort));
    Startup.await(process, START_LIMIT, () -> HttpProbe.isOk(health));
  }

  /// The base address, without the path of an API.
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  private List<String> flags() {
    var flags = new ArrayList<>(List.of("-Xmx160m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    flags.addAll(settings(port, managementPort));
    // As its jar's manifest says, which counts only for a jar that is started by itself.
    flags.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
    flags.add("--enable-native-access=ALL-UNNAMED");
    flags.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
    if (storage == Storage.FILE) {
      flags.add("-Dapicurio.datasource.url=jdbc:h2:file:" + databaseFile());
    }
    return flags;
  }

  private Path databaseFile() {
    return folders.data().resolve("registry").resolve("registry");
  }

  private static List<String> settings(int port, int managementPort) {
    return List.of(
        "-Dquarkus.http.host=127.0.0.1",
        "-Dquarkus.http.port=" + port,
        "-Dquarkus.management.host=127.0.0.1",
        "-Dquarkus.management.port=" + managementPort,
        "-Dapicurio.datasource.jdbc.initial-size=2",
        "-Dapicurio.datasource.jdbc.min-size=2",
        "-Dapicurio.datasource.jdbc.max-size=10",
        // The registry's own default is no rule at all. Unions of events must be able to grow, so
        // not FULL.
        "-Dapicurio.rules.global.compatibility=BACKWARD_TRANSITIVE",
        "-Dapicurio.rules.global.validity=FULL");
  }
}

package io.signalbox.benchmarks.stack;

import io.signalbox.benchmarks.load.LoadTarget;
import io.signalbox.stack.backing.BackingFolders;
import io.signalbox.stack.backing.BackingStack;
import io.signalbox.stack.backing.Compiler;
import io.signalbox.stack.backing.FileTree;
import io.signalbox.stack.backing.HttpProbe;
import io.signalbox.stack.backing.Installation;
import io.signalbox.stack.backing.PostgresServer;
import io.signalbox.stack.backing.Startup;
import io.signalbox.stack.process.ChildProcess;
import io.signalbox.stack.process.JavaCommand;
import io.signalbox.stack.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One orchestrator without model workers, as a process on backing services of its own. All ends
/// with this object, the data included.
public final class OrchestratorStack implements AutoCloseable {
  /// Flags of the image: the compiler of production, for the broker, too.
  public static final List<String> AS_IN_PRODUCTION = List.of("-Xmx512m");

  /// Flags of the local stack: quick to start.
  public static final List<String> AS_ON_A_LAPTOP =
      List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private static final Duration START_LIMIT = Duration.ofMinutes(3);

  private final Path home;
  private final BackingStack backing;
  private final ChildProcess process;

  private OrchestratorStack(Path home, BackingStack backing, ChildProcess process) {
    this.home = home;
    this.backing = backing;
    this.process = process;
  }

  /// Starts everything, and returns when the orchestrator says that it is ready.
  ///
  /// @param jvmFlags of the orchestrator
  /// @param settings environment variables of the orchestrator, over everything else
  public static OrchestratorStack start(List<String> jvmFlags, Map<String, String> settings) {
    Installation installation = Installation.find();
    Path home = newHome();
    BackingFolders folders =
        BackingFolders.below(home)
            .withPostgresBinaries(installation.testCache().resolve("postgres"));
    Compiler compiler = jvmFlags.equals(AS_IN_PRODUCTION) ? Compiler.FULL : Compiler.QUICK;
    BackingStack backing = BackingStack.start(installation, folders, compiler);
    int port = Ports.free();
    Map<String, String> environment = new HashMap<>(environment(backing, port));
    environment.putAll(settings);
    ChildProcess process =
        ChildProcess.start(
            "run-orchestrator",
            command(installation, jvmFlags).line(folders.cache()),
            environment,
            folders.logs().resolve("run-orchestrator.log"));
    OrchestratorStack stack = new OrchestratorStack(home, backing, process);
    URI readiness = URI.create("http://127.0.0.1:%d/actuator/health/readiness".formatted(port));
    try {
      Startup.await(process, START_LIMIT, () -> HttpProbe.isOk(readiness));
    } catch (RuntimeException e) {
      stack.close();
      throw e;
    }
    return stack;
  }

  private static JavaCommand command(Installation installation, List<String> jvmFlags) {
    List<String> flags = new java.util.ArrayList<>(jvmFlags);
    flags.add("--enable-native-access=ALL-UNNAMED");
    flags.add("--sun-misc-unsafe-memory-access=allow");
    return new JavaCommand(
        flags,
        List.of(installation.serviceJar("run-orchestrator")),
        "io.signalbox.orchestrator.RunOrchestrator",
        List.of());
  }

  private static Map<String, String> environment(BackingStack backing, int port) {
    return Map.ofEntries(
        Map.entry("SIGNALBOX_PORT", Integer.toString(port)),
        Map.entry("SIGNALBOX_BIND", "127.0.0.1"),
        Map.entry("SIGNALBOX_KAFKA_BOOTSTRAP_SERVERS", backing.kafka().bootstrapServers()),
        Map.entry("SIGNALBOX_REGISTRY_URL", backing.registry().url()),
        Map.entry("SIGNALBOX_POSTGRES_HOST", "127.0.0.1"),
        Map.entry("SIGNALBOX_POSTGRES_PORT", Integer.toString(backing.postgres().port())),
        Map.entry("SIGNALBOX_POSTGRES_DATABASE", PostgresServer.DATABASE),
        Map.entry("SIGNALBOX_POSTGRES_USER", "signalbox_runs"),
        Map.entry("SIGNALBOX_POSTGRES_PASSWORD", ""),
        Map.entry("SIGNALBOX_TOPIC_PARTITIONS", "4"),
        Map.entry("SIGNALBOX_MODEL_WORKERS", "0"));
  }

  private static Path newHome() {
    try {
      Path target =
          Files.createDirectories(Installation.find().root().resolve("benchmarks/target"));
      return Files.createTempDirectory(target, "stack-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where a load goes.
  public LoadTarget target() {
    return new LoadTarget(backing.kafka().bootstrapServers(), backing.registry().url());
  }

  /// The orchestrator's process.
  public OrchestratorProcess orchestrator() {
    return new OrchestratorProcess(process.process().toHandle());
  }

  @Override
  public void close() {
    process.close();
    backing.close();
    try {
      FileTree.delete(home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

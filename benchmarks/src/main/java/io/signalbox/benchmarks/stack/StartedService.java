package io.signalbox.benchmarks.stack;

import io.signalbox.stack.backing.BackingFolders;
import io.signalbox.stack.backing.BackingStack;
import io.signalbox.stack.backing.HttpProbe;
import io.signalbox.stack.backing.Installation;
import io.signalbox.stack.backing.PostgresServer;
import io.signalbox.stack.backing.Startup;
import io.signalbox.stack.process.ChildProcess;
import io.signalbox.stack.process.JavaCommand;
import io.signalbox.stack.process.Ports;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A service as a process, ready when it says so.
record StartedService(ChildProcess child, int port) implements AutoCloseable {
  static final Kind ORCHESTRATOR =
      new Kind("run-orchestrator", "io.signalbox.orchestrator.RunOrchestrator", "signalbox_runs");
  static final Kind DISPATCHER =
      new Kind("tool-dispatcher", "io.signalbox.dispatcher.ToolDispatcher", "signalbox_tools");
  static final Kind REGISTRY =
      new Kind("device-registry", "io.signalbox.registry.DeviceRegistry", "signalbox_devices");
  static final Kind EDGE =
      new Kind("edge-gateway", "io.signalbox.edge.EdgeGateway", "signalbox_reader");

  private static final Duration START_LIMIT = Duration.ofMinutes(3);

  /// A service that can be started.
  record Kind(String module, String mainClass, String databaseRole) {}

  /// Where it is started.
  record Place(Installation installation, BackingFolders folders, BackingStack backing) {}

  /// Starts it, and returns when it is ready.
  ///
  /// @param settings environment variables, over everything else
  static StartedService start(
      Kind kind, Place place, List<String> jvmFlags, Map<String, String> settings) {
    int port = Ports.free();
    Map<String, String> environment = environment(kind, place.backing(), port);
    environment.putAll(settings);
    List<String> line = command(kind, place.installation(), jvmFlags).line(place.folders().cache());
    ChildProcess child =
        ChildProcess.start(
            kind.module(),
            FileLimit.raised(line),
            environment,
            place.folders().logs().resolve(kind.module() + ".log"));
    URI readiness = URI.create("http://127.0.0.1:%d/actuator/health/readiness".formatted(port));
    try {
      Startup.await(child, START_LIMIT, () -> HttpProbe.isOk(readiness));
    } catch (RuntimeException e) {
      child.close();
      throw e;
    }
    return new StartedService(child, port);
  }

  private static JavaCommand command(Kind kind, Installation installation, List<String> jvmFlags) {
    List<String> flags = new ArrayList<>(jvmFlags);
    flags.add("--enable-native-access=ALL-UNNAMED");
    flags.add("--sun-misc-unsafe-memory-access=allow");
    return new JavaCommand(
        flags, List.of(installation.serviceJar(kind.module())), kind.mainClass(), List.of());
  }

  private static Map<String, String> environment(Kind kind, BackingStack backing, int port) {
    Map<String, String> environment = new HashMap<>();
    environment.put("SIGNALBOX_PORT", Integer.toString(port));
    environment.put("SIGNALBOX_BIND", "127.0.0.1");
    environment.put("SIGNALBOX_KAFKA_BOOTSTRAP_SERVERS", backing.kafka().bootstrapServers());
    environment.put("SIGNALBOX_REGISTRY_URL", backing.registry().url());
    environment.put("SIGNALBOX_POSTGRES_HOST", "127.0.0.1");
    environment.put("SIGNALBOX_POSTGRES_PORT", Integer.toString(backing.postgres().port()));
    environment.put("SIGNALBOX_POSTGRES_DATABASE", PostgresServer.DATABASE);
    environment.put("SIGNALBOX_POSTGRES_USER", kind.databaseRole());
    environment.put("SIGNALBOX_POSTGRES_PASSWORD", "");
    environment.put("SIGNALBOX_TOPIC_PARTITIONS", "4");
    environment.put("SIGNALBOX_MODEL_WORKERS", "0");
    environment.put("SIGNALBOX_EDGE_LOOPBACK_WITHOUT_CREDENTIALS", "true");
    return environment;
  }

  ServiceProcess process() {
    return new ServiceProcess(child.process().toHandle());
  }

  @Override
  public void close() {
    child.close();
  }
}

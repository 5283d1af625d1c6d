package io.signalbox.stack.supervise;

import io.signalbox.stack.backing.BackingFolders;
import io.signalbox.stack.backing.HttpProbe;
import io.signalbox.stack.backing.Installation;
import io.signalbox.stack.backing.PostgresServer;
import io.signalbox.stack.backing.Startup;
import io.signalbox.stack.process.ChildProcess;
import io.signalbox.stack.process.JavaCommand;
import io.signalbox.stack.process.Ports;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Knows how one service is started: its JVM, its environment, its readiness.
final class ServiceLauncher {

  private static final Duration START_LIMIT = Duration.ofMinutes(3);

  private final Installation installation;
  private final BackingFolders folders;
  private final StackSettings settings;

  ServiceLauncher(Installation installation, BackingFolders folders, StackSettings settings) {
    this.installation = installation;
    this.folders = folders;
    this.settings = settings;
  }

  /// Starts the process without waiting.
  ChildProcess launch(Service service, String name, int port) {
    Ports.requireFree(port, name);
    var command =
        new JavaCommand(
            jvmFlags(service, name),
            List.of(installation.serviceJar(service.module())),
            service.mainClass(),
            List.of());
    return ChildProcess.start(
        name,
        command.line(folders.cache()),
        environment(service, port),
        folders.logs().resolve(name + ".log"));
  }

  /// Returns when the service says that it is ready.
  void awaitReady(ChildProcess process, int port) {
    var readiness = URI.create("http://127.0.0.1:%d/actuator/health/readiness".formatted(port));
    Startup.await(process, START_LIMIT, () -> HttpProbe.isOk(readiness));
  }

  // Only the first instance makes the archive: two JVMs that end together would write the same
  // file.
  private List<String> jvmFlags(Service service, String name) {
    boolean isFirst = name.equals(service.module());
    return List.of(
        "-Xmx256m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        isFirst ? "-XX:+AutoCreateSharedArchive" : "-Xshare:auto",
        "-XX:SharedArchiveFile=" + folders.cache().resolve(service.module() + ".jsa"),
        // Making and taking the archive is talkative, and its warnings mean nothing to anybody.
        "-Xlog:disable",
        "-Xlog:all=error:stderr",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow");
  }

  private Map<String, String> environment(Service service, int port) {
    var environment = new HashMap<>(settings.defaultEnvironment(service));
    environment.put("SIGNALBOX_PORT", Integer.toString(port));
    environment.put("SIGNALBOX_BIND", "127.0.0.1");
    environment.put("SIGNALBOX_KAFKA_BOOTSTRAP_SERVERS", settings.bootstrapServers());
    environment.put("SIGNALBOX_REGISTRY_URL", settings.registryUrl());
    environment.put("SIGNALBOX_POSTGRES_HOST", "127.0.0.1");
    environment.put(
        "SIGNALBOX_POSTGRES_PORT", Integer.toString(settings.ports().of(StackPort.POSTGRES)));
    environment.put("SIGNALBOX_POSTGRES_DATABASE", PostgresServer.DATABASE);
    environment.put("SIGNALBOX_POSTGRES_USER", service.databaseRole());
    environment.put("SIGNALBOX_POSTGRES_PASSWORD", "");
    environment.putAll(settings.environment().getOrDefault(service, Map.of()));
    return environment;
  }
}

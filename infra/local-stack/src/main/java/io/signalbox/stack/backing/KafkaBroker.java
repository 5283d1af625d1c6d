package io.signalbox.stack.backing;

import io.signalbox.stack.process.ChildProcess;
import io.signalbox.stack.process.JavaCommand;
import io.signalbox.stack.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/// A single-node Kafka broker, broker and controller in one process, on loopback only.
///
/// Its log folder is formatted at the first start and kept afterwards.
public final class KafkaBroker {

  /// What people and log files call it.
  public static final String NAME = "kafka";

  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final String MAIN = "io.signalbox.stack.backing.KafkaNode";

  private final Installation installation;
  private final BackingFolders folders;
  private final int port;
  private final int controllerPort;
  private final Compiler compiler;

  public KafkaBroker(
      Installation installation, BackingFolders folders, int port, int controllerPort) {
    this(installation, folders, port, controllerPort, Compiler.QUICK);
  }

  KafkaBroker(
      Installation installation,
      BackingFolders folders,
      int port,
      int controllerPort,
      Compiler compiler) {
    this.installation = installation;
    this.folders = folders;
    this.port = port;
    this.controllerPort = controllerPort;
    this.compiler = compiler;
  }

  /// Starts the process without waiting. It is ready when [#awaitReady] returns.
  ///
  /// @throws io.signalbox.stack.process.PortTakenException when one of its ports is taken
  public ChildProcess launch() {
    Ports.requireFree(port, NAME);
    Ports.requireFree(controllerPort, NAME + " (controller)");
    var ready = ReadyFile.fresh(folders.run(), NAME);
    var flags =
        new ArrayList<>(
            List.of(
                "-Xms128m",
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX"));
    flags.addAll(compiler.flags());
    var command =
        new JavaCommand(
            flags,
            installation.backingClassPath(),
            MAIN,
            List.of(writeSettings().toString(), ready.path().toString()));
    return ChildProcess.start(NAME, command.line(folders.cache()), Map.of(), folders.log(NAME));
  }

  /// Returns when the broker takes requests.
  ///
  /// @throws BackingException when it ends or needs more than two minutes
  public void awaitReady(ChildProcess process) {
    var ready = new ReadyFile(folders.run().resolve(NAME + ".ready"));
    Startup.await(process, START_LIMIT, ready::isThere);
  }

  /// What clients connect to.
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  private Path writeSettings() {
    var settings = new Properties();
    settings.putAll(KafkaSettings.node(folders.data().resolve("kafka"), port, controllerPort));
    var file = folders.run().resolve("kafka.properties");
    try (var out = Files.newBufferedWriter(file)) {
      settings.store(out, "written at each start of the broker");
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }
}

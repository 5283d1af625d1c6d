package io.signalbox.stack.backing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/// The broker's process: formats its folder where needed, runs the broker, and says when it is
/// ready.
///
/// Not for callers; [KafkaBroker] starts it. It is public for the tether alone.
public final class KafkaNode {

  private KafkaNode() {}

  /// Runs the broker until it is told to end.
  ///
  /// @param args the settings file and the file to make when ready
  public static void main(String[] args) throws Exception {
    var settings = read(Path.of(args[0]));
    format(settings);
    var server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "kafka-shutdown"));
    server.startup();
    new ReadyFile(Path.of(args[1])).write();
    server.awaitShutdown();
  }

  private static void format(Properties settings) throws Exception {
    var folder = settings.getProperty("log.dirs");
    if (Files.exists(Path.of(folder, "meta.properties"))) {
      return;
    }
    new Formatter()
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .setNodeId(Integer.parseInt(settings.getProperty("node.id")))
        .setClusterId(Uuid.randomUuid().toString())
        .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
        .setControllerListenerName(settings.getProperty("controller.listener.names"))
        .setMetadataLogDirectory(folder)
        .addDirectory(folder)
        .run();
  }

  private static Properties read(Path file) throws IOException {
    var settings = new Properties();
    try (var in = Files.newBufferedReader(file)) {
      settings.load(in);
    }
    return settings;
  }
}

package io.signalbox.schemas.release;

import io.signalbox.schemas.serde.PlainSchemas;
import io.signalbox.schemas.topic.Topic;
import io.signalbox.schemas.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/// The folder of released schemas: `released/VERSION/TOPIC.avsc`, each file complete in itself.
final class Released {
  private static final Path FOLDER = module().resolve("released");
  private static final String SUFFIX = ".avsc";

  private Released() {}

  /// The folder of this module, wherever the tests are started.
  static Path module() {
    return Path.of(System.getProperty("basedir", "")).toAbsolutePath();
  }

  /// The released versions, oldest first.
  static List<String> versions() {
    try (Stream<Path> folders = Files.list(FOLDER)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted(Versions.ORDER).toList();
    } catch (IOException e) {
      throw new IllegalStateException("Expected the released schemas at " + FOLDER, e);
    }
  }

  /// Value schemas by topic, as they were written in a version.
  static Map<String, Schema> schemas(String version) {
    Map<String, Schema> schemas = new TreeMap<>();
    try (Stream<Path> files = Files.list(FOLDER.resolve(version))) {
      for (Path file : files.toList()) {
        String topic = file.getFileName().toString().replace(SUFFIX, "");
        schemas.put(topic, new Schema.Parser().parse(Files.readString(file)));
      }
    } catch (IOException e) {
      throw new IllegalStateException("Cannot read the schemas of version " + version, e);
    }
    return schemas;
  }

  /// Value schemas by topic, as they are written today.
  static Map<String, Schema> today() {
    Map<String, Schema> schemas = new TreeMap<>();
    for (Topic<?> topic : Topics.all()) {
      schemas.put(topic.name(), PlainSchemas.of(SpecificData.get().getSchema(topic.value())));
    }
    return schemas;
  }

  /// Stores today's schemas as those of a version.
  ///
  /// @throws IOException when the version is there already: what is released never changes
  static void write(String version) throws IOException {
    Files.createDirectories(FOLDER);
    Path folder = Files.createDirectory(FOLDER.resolve(version));
    for (Map.Entry<String, Schema> topic : today().entrySet()) {
      Files.writeString(
          folder.resolve(topic.getKey() + SUFFIX), topic.getValue().toString(true) + "\n");
    }
  }
}

package io.signalbox.schemas.release;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.signalbox.schemas.release.Samples.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.io.JsonEncoder;

/// The folder of golden samples: `VERSION/TOPIC/PAYLOAD.KIND.avro` is a whole value as it was
/// written then, the `.json` beside it is what it says, in Avro's own JSON encoding.
///
/// The version `next` holds samples of payloads that no release has yet.
///
/// @param version the version that wrote it
/// @param payload simple name of the payload record
record Golden(String version, String topic, String payload, Kind kind) {
  static final String NEXT = "next";

  private static final Path FOLDER = Released.module().resolve("src/test/resources/golden");

  /// Every sample there is.
  static List<Golden> all() {
    if (!Files.exists(FOLDER)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files.filter(each -> each.toString().endsWith(".avro")).map(Golden::of).toList();
    } catch (IOException e) {
      throw new IllegalStateException("Expected golden samples below " + FOLDER, e);
    }
  }

  /// Removes the samples of what was not released.
  static void deleteNext() throws IOException {
    Path next = FOLDER.resolve(NEXT);
    if (Files.exists(next)) {
      try (Stream<Path> files = Files.walk(next)) {
        for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }

  private static Golden of(Path file) {
    Path name = FOLDER.relativize(file);
    String[] parts = name.getFileName().toString().split("\\.", -1);
    return new Golden(
        name.getName(0).toString(),
        name.getName(1).toString(),
        parts[0],
        Kind.valueOf(parts[1].toUpperCase(Locale.ROOT)));
  }

  /// Makes the samples of one value schema, those that are there already aside.
  ///
  /// @param covered payloads that need no sample
  static void write(String version, String topic, Schema value, List<String> covered)
      throws IOException {
    for (Schema payload : Samples.payloads(value)) {
      for (Kind kind : covered.contains(payload.getName()) ? new Kind[0] : Kind.values()) {
        new Golden(version, topic, payload.getName(), kind).write(value, payload);
      }
    }
  }

  private void write(Schema value, Schema payload) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    new GenericDatumWriter<>(value).write(Samples.of(value, payload, kind), encoder);
    encoder.flush();
    Files.createDirectories(file("avro").getParent());
    Files.write(file("avro"), bytes.toByteArray());
    Object written =
        new GenericDatumReader<>(value)
            .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
    Files.writeString(file("json"), json(value, new GenericDatumWriter<>(value), written) + "\n");
  }

  /// A value in Avro's JSON encoding.
  static <T> String json(Schema schema, DatumWriter<T> writer, T value) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    JsonEncoder encoder = EncoderFactory.get().jsonEncoder(schema, text, true);
    writer.write(value, encoder);
    encoder.flush();
    return text.toString(UTF_8);
  }

  /// The schema it was written under.
  Schema writer() {
    Map<String, Schema> schemas =
        version.equals(NEXT) ? Released.today() : Released.schemas(version);
    Schema schema = schemas.get(topic);
    if (schema == null) {
      throw new IllegalStateException(
          "Expected version %s to have a topic %s".formatted(version, topic));
    }
    return schema;
  }

  byte[] bytes() throws IOException {
    return Files.readAllBytes(file("avro"));
  }

  String json() throws IOException {
    return Files.readString(file("json"));
  }

  private Path file(String suffix) {
    return FOLDER
        .resolve(version)
        .resolve(topic)
        .resolve("%s.%s.%s".formatted(payload, kind.name().toLowerCase(Locale.ROOT), suffix));
  }

  @Override
  public String toString() {
    return "%s %s %s (%s)".formatted(version, topic, payload, kind.name().toLowerCase(Locale.ROOT));
  }
}

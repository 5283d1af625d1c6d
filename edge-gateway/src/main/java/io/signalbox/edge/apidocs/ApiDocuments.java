package io.signalbox.edge.apidocs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.signalbox.kit.Digests;
import io.signalbox.schemas.topic.Topics;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The documents as files, by name. Each is put together when somebody first asks for it, aside
/// from the event loops.
@Component
final class ApiDocuments {
  private final Map<String, Mono<File>> files =
      Stream.of(
              Map.entry("openapi.json", json(HttpDocument::read)),
              Map.entry("openapi.yaml", yaml(HttpDocument::read)),
              Map.entry("asyncapi.json", json(MessageDocument::read)),
              Map.entry("asyncapi.yaml", yaml(MessageDocument::read)))
          .collect(
              Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> once(entry.getValue())));
  private final Map<String, Mono<File>> schemas =
      Topics.all().stream()
          .collect(
              Collectors.toUnmodifiableMap(
                  topic -> topic.name(),
                  topic -> once(json(() -> AvroSchemas.plain(MessageDocument.schema(topic))))));

  /// A file to be served.
  ///
  /// @param tag changes with the content
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record File(String mediaType, byte[] content, String tag) {
    static File of(String mediaType, byte[] content) {
      return new File(mediaType, content, HexFormat.of().formatHex(Digests.sha256(content), 0, 16));
    }
  }

  /// A document; empty when there is none of that name.
  Mono<File> document(String name) {
    return files.getOrDefault(name, Mono.empty());
  }

  /// The Avro schema of a topic's values; empty when there is no such topic.
  Mono<File> schema(String topic) {
    return schemas.getOrDefault(topic, Mono.empty());
  }

  private static Mono<File> once(Supplier<File> file) {
    return Mono.fromSupplier(file).subscribeOn(Schedulers.boundedElastic()).cache();
  }

  private static Supplier<File> json(Supplier<? extends JsonNode> document) {
    return rendered(
        "application/json",
        document,
        node -> JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(node));
  }

  private static Supplier<File> yaml(Supplier<ObjectNode> document) {
    return rendered("application/yaml", document, YAMLMapper.shared()::writeValueAsString);
  }

  private static Supplier<File> rendered(
      String mediaType, Supplier<? extends JsonNode> document, Function<JsonNode, String> writer) {
    return () -> File.of(mediaType, writer.apply(document.get()).getBytes(UTF_8));
  }
}

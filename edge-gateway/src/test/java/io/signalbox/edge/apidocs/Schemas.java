package io.signalbox.edge.apidocs;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Validates JSON by schemas that stand in a document.
final class Schemas {
  private static final SchemaRegistry REGISTRY = registry(SpecificationVersion.DRAFT_2020_12);

  private final JsonNode document;
  private final TreeMap<String, Schema> known = new TreeMap<>();

  /// @param document what references of its schemas are looked up in
  Schemas(JsonNode document) {
    this.document = document;
  }

  /// What is wrong with a value; nothing if it is as the schema says.
  synchronized List<String> errors(JsonNode schema, JsonNode value) {
    Schema compiled =
        known.computeIfAbsent(
            schema.toString(),
            _ -> {
              ObjectNode root = schema.asObject().deepCopy();
              root.set("components", document.get("components"));
              return REGISTRY.getSchema(root);
            });
    return messages(compiled.validate(value));
  }

  /// What is wrong with a schema itself.
  static List<String> errorsOfSchema(JsonNode schema) {
    Schema meta =
        REGISTRY.getSchema(
            com.networknt.schema.SchemaLocation.of(
                SpecificationVersion.DRAFT_2020_12.getDialectId()));
    return messages(meta.validate(schema));
  }

  /// What is wrong with a document, by the schema in a file.
  static List<String> errors(String file, SpecificationVersion version, JsonNode document) {
    try (InputStream in = new ClassPathResource("apidocs/" + file).getInputStream()) {
      JsonNode schema = JsonMapper.shared().readTree(in);
      return messages(registry(version).getSchema(schema).validate(document));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// References of a document to parts of its own that are not there.
  static List<String> brokenReferences(JsonNode document) {
    List<String> broken = new ArrayList<>();
    for (JsonNode reference : document.findValues("$ref")) {
      if (reference.isString()
          && reference.stringValue().startsWith("#/")
          && document.at(reference.stringValue().substring(1)).isMissingNode()) {
        broken.add(reference.stringValue());
      }
    }
    return broken;
  }

  /// Names of members that are sentences: a comma in a text without quotes.
  static List<String> strayNames(JsonNode node) {
    List<String> stray = new ArrayList<>();
    node.properties()
        .forEach(entry -> {
          if (entry.getKey().contains(" ")) {
            stray.add(entry.getKey());
          }
          stray.addAll(strayNames(entry.getValue()));
        });
    node.values().stream()
        .filter(each -> node.isArray())
        .forEach(each -> stray.addAll(strayNames(each)));
    return stray;
  }

  private static List<String> messages(List<Error> errors) {
    return errors.stream().map(Error::toString).distinct().toList();
  }

  private static SchemaRegistry registry(SpecificationVersion version) {
    return SchemaRegistry.withDefaultDialect(
        version,
        builder ->
            builder.schemaRegistryConfig(
                SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
  }
}

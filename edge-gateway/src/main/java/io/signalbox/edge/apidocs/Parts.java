package io.signalbox.edge.apidocs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Reads a document that is kept in several files: the first one names the others under `x-parts`,
/// and each of them adds members to it.
final class Parts {
  static final String FOLDER = "apidocs/";
  private static final String PARTS = "x-parts";
  private static final YAMLMapper YAML = YAMLMapper.shared();

  private Parts() {}

  static ObjectNode read(String root) {
    ObjectNode document = file(root);
    JsonNode names = document.remove(PARTS);
    names.forEach(name -> add(document, file(name.stringValue()), name.stringValue(), ""));
    return document;
  }

  private static ObjectNode file(String name) {
    try (InputStream in = new ClassPathResource(FOLDER + name).getInputStream()) {
      return YAML.readTree(in).asObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Members of both are merged when they are objects; anything else must be said once.
  private static void add(ObjectNode target, ObjectNode more, String file, String path) {
    more.properties()
        .forEach(entry -> {
          JsonNode known = target.get(entry.getKey());
          String place = path + "/" + entry.getKey();
          if (known == null) {
            target.set(entry.getKey(), entry.getValue());
          } else if (known.isObject() && entry.getValue().isObject()) {
            add(known.asObject(), entry.getValue().asObject(), file, place);
          } else {
            throw new IllegalStateException(
                "Expected %s once, but %s%s says it again".formatted(place, FOLDER, file));
          }
        });
  }
}

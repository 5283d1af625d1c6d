package io.signalbox.edge.apidocs;

import io.signalbox.schemas.run.RunEvent;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The OpenAPI document. What would be said again and again is put in here: an operation names its
/// problems by their codes under `x-problems` (groups of them in lower case), and gets a response
/// for each status of theirs; the events of a run come from the schemas of the log.
final class HttpDocument {
  static final String PROBLEMS = "x-problems";
  private static final String GROUPS = "x-problem-groups";

  private final ObjectNode document;
  private final ObjectNode problems;
  private final ObjectNode groups;

  private HttpDocument(ObjectNode document) {
    this.document = document;
    this.problems = document.get(PROBLEMS).asObject();
    this.groups = document.get(GROUPS).asObject();
    document.remove(PROBLEMS);
    document.remove(GROUPS);
  }

  static ObjectNode read() {
    return new HttpDocument(Parts.read("openapi.yaml")).assemble();
  }

  private ObjectNode assemble() {
    ObjectNode schemas = document.get("components").get("schemas").asObject();
    new AvroSchemas(schemas)
        .addEvents(
            "RunEvent", "RunEventFrame", RunEvent.SCHEMA$.getField("payload").schema().getTypes());
    document
        .get("paths")
        .forEach(path ->
            path.properties().stream()
                .map(Map.Entry::getValue)
                .filter(operation -> operation.has(PROBLEMS))
                .forEach(operation -> addProblems(operation.asObject())));
    return document;
  }

  private void addProblems(ObjectNode operation) {
    ObjectNode responses = operation.get("responses").asObject();
    Map<String, Set<String>> byStatus = new TreeMap<>();
    for (String name : names(operation.remove(PROBLEMS))) {
      String status = problem(name).get("status").asString();
      byStatus.computeIfAbsent(status, _ -> new LinkedHashSet<>()).add(name);
    }
    byStatus.forEach((status, names) -> responses.set(status, response(responses, status, names)));
  }

  /// The names in a list, those of groups put in their place.
  private Set<String> names(@Nullable JsonNode list) {
    Set<String> names = new LinkedHashSet<>();
    if (list != null) {
      for (JsonNode each : list) {
        String name = each.stringValue();
        if (problems.has(name)) {
          names.add(name);
        } else {
          names.addAll(names(groups.required(name)));
        }
      }
    }
    return names;
  }

  private JsonNode problem(String name) {
    return problems.required(name);
  }

  private ObjectNode response(ObjectNode responses, String status, Set<String> names) {
    if (responses.has(status)) {
      throw new IllegalStateException(
          "Expected responses of status %s to be either problems or not, but there are both"
              .formatted(status));
    }
    ObjectNode response = document.objectNode();
    StringBuilder text = new StringBuilder();
    Map<String, JsonNode> headers = new LinkedHashMap<>();
    ArrayNode codes = document.arrayNode();
    ObjectNode examples = document.objectNode();
    for (String name : names) {
      JsonNode problem = problem(name);
      String code = code(name, problem);
      codes.add(code);
      text.append("- `%s`: %s\n".formatted(code, problem.get("description").stringValue()));
      problem
          .path("headers")
          .properties()
          .forEach(each -> headers.put(each.getKey(), each.getValue()));
      examples.set(code, example(code, problem));
    }
    response.put("description", text.toString());
    if (!headers.isEmpty()) {
      ObjectNode all = response.putObject("headers");
      headers.forEach(all::set);
    }
    ObjectNode content = response.putObject("content").putObject("application/problem+json");
    content.set("schema", schema(status, codes));
    content.set("examples", examples);
    return response;
  }

  static String code(String name, JsonNode problem) {
    return problem.path("code").asString(name);
  }

  private ObjectNode schema(String status, ArrayNode codes) {
    ObjectNode schema = document.objectNode();
    schema.putArray("allOf").addObject().put("$ref", "#/components/schemas/Problem");
    ObjectNode properties = schema.putObject("properties");
    properties.putObject("status").put("const", Integer.parseInt(status));
    properties.putObject("code").set("enum", codes);
    return schema;
  }

  private ObjectNode example(String code, JsonNode problem) {
    ObjectNode example = document.objectNode();
    ObjectNode value = example.putObject("value");
    String detail = problem.get("example").stringValue();
    value.put(
        "type",
        "urn:signalbox:problem:" + code.toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
    value.put("title", problem.get("title").stringValue());
    value.set("status", problem.get("status"));
    value.put("detail", detail);
    value.put("instance", "/api/runs");
    value.put("code", code);
    value.put("error", detail);
    problem.path("members").properties().forEach(each -> value.set(each.getKey(), each.getValue()));
    return example;
  }
}

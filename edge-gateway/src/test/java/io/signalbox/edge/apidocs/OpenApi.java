package io.signalbox.edge.apidocs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The OpenAPI document as tests use it: what it says of each operation, and whether requests and
/// answers are as it says.
public final class OpenApi {
  private static final String JSON = "application/json";
  private static final String PROBLEM = "application/problem+json";

  private final ObjectNode document;
  private final Schemas schemas;
  private final Map<String, Operation> operations = new TreeMap<>();

  private OpenApi(ObjectNode document) {
    this.document = document;
    this.schemas = new Schemas(document);
    document
        .get("paths")
        .properties()
        .forEach(path ->
            path.getValue().properties().stream()
                .filter(each -> !each.getKey().equals("parameters"))
                .forEach(each -> {
                  Operation operation =
                      new Operation(
                          path.getKey(),
                          each.getKey().toUpperCase(java.util.Locale.ROOT),
                          path.getValue(),
                          each.getValue());
                  operations.put(operation.id(), operation);
                }));
  }

  /// The document as it is served.
  public static OpenApi read() {
    return new OpenApi(HttpDocument.read());
  }

  /// An operation.
  public record Operation(String path, String method, JsonNode item, JsonNode node) {
    public String id() {
      return node.get("operationId").stringValue();
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  ObjectNode document() {
    return document;
  }

  Schemas schemas() {
    return schemas;
  }

  /// All operations, by their ids.
  public Map<String, Operation> operations() {
    return operations;
  }

  /// The operation of an id.
  public Operation operation(String id) {
    Operation found = operations.get(id);
    if (found == null) {
      throw new AssertionError("Expected an operation " + id + ", but there is none");
    }
    return found;
  }

  /// Parameters of an operation as `in:name`, headers in lower case.
  public Set<String> parameters(Operation operation) {
    Set<String> names = new TreeSet<>();
    for (JsonNode list :
        List.of(operation.item().path("parameters"), operation.node().path("parameters"))) {
      for (JsonNode each : list) {
        JsonNode parameter = resolved(each);
        names.add(
            (parameter.get("in").stringValue() + ":" + parameter.get("name").stringValue())
                .toLowerCase(java.util.Locale.ROOT));
      }
    }
    return names;
  }

  /// What an operation may answer: statuses, those of problems with each of their codes.
  public Set<String> outcomes(Operation operation) {
    Set<String> outcomes = new TreeSet<>();
    operation
        .node()
        .get("responses")
        .properties()
        .forEach(response -> {
          JsonNode codes =
              resolved(response.getValue())
                  .path("content")
                  .path(PROBLEM)
                  .at("/schema/properties/code/enum");
          if (codes.isMissingNode()) {
            outcomes.add(response.getKey());
          }
          codes.forEach(code -> outcomes.add(response.getKey() + " " + code.stringValue()));
        });
    return outcomes;
  }

  /// What is wrong with the body of a request.
  public List<String> requestErrors(Operation operation, String body) {
    JsonNode schema = operation.node().path("requestBody").at("/content/application~1json/schema");
    if (schema.isMissingNode()) {
      return List.of();
    }
    return schemas.errors(schema, JsonMapper.shared().readTree(body));
  }

  /// What is wrong with an answer.
  ///
  /// @param headers by names in lower case
  public List<String> answerErrors(
      Operation operation, int status, Map<String, String> headers, String body) {
    JsonNode response = resolved(operation.node().get("responses").path(String.valueOf(status)));
    if (response.isMissingNode()) {
      return List.of(
          "Expected %s to answer as apidocs/http says, but status %d is not described: %s"
              .formatted(operation, status, body));
    }
    List<String> errors = new ArrayList<>(headerErrors(response, headers));
    JsonNode content = response.path("content");
    String type = headers.getOrDefault("content-type", "").replaceAll(";.*", "");
    if (content.isMissingNode() || content.isEmpty()) {
      return errors;
    }
    JsonNode media = content.path(type);
    if (media.isMissingNode()) {
      errors.add("media type '%s' is not described".formatted(type));
    } else if (type.equals(JSON) || type.equals(PROBLEM) || type.endsWith("+json")) {
      errors.addAll(schemas.errors(media.get("schema"), JsonMapper.shared().readTree(body)));
    }
    return errors;
  }

  /// What is wrong with the data of a frame of a stream.
  public List<String> frameErrors(Operation operation, String event, String data) {
    JsonNode schema =
        operation
            .node()
            .get("responses")
            .at("/200/content/text~1event-stream/x-events")
            .path(event);
    return schema.isMissingNode()
        ? List.of("event " + event + " is not described")
        : schemas.errors(schema, JsonMapper.shared().readTree(data));
  }

  private List<String> headerErrors(JsonNode response, Map<String, String> headers) {
    List<String> errors = new ArrayList<>();
    response
        .path("headers")
        .properties()
        .forEach(each -> {
          JsonNode header = resolved(each.getValue());
          String found = headers.get(each.getKey().toLowerCase(java.util.Locale.ROOT));
          if (found != null) {
            errors.addAll(schemas.errors(header.get("schema"), document.stringNode(found)));
          } else if (header.path("required").asBoolean(false)) {
            errors.add("header " + each.getKey() + " is missing");
          }
        });
    return errors;
  }

  private JsonNode resolved(@Nullable JsonNode node) {
    if (node == null) {
      return document.missingNode();
    }
    JsonNode reference = node.get("$ref");
    return reference == null ? node : document.at(reference.stringValue().substring(1));
  }
}

package io.signalbox.edge.json;

import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Parses JSON from outside, strictly: nothing after the value, no key twice, and no text that a
/// database or the log cannot hold.
public final class JsonInput {
  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonInput() {}

  /// Parses an object.
  ///
  /// @param what names the input in errors, such as `body`
  /// @throws MalformedJsonException when it is not JSON
  /// @throws InvalidInputException when it is something else than an object, or holds text that
  ///   cannot be stored
  public static ObjectNode object(byte[] json, String what) {
    JsonNode node = parse(json);
    if (node.isMissingNode() || !node.isObject()) {
      throw invalid(new FieldError(what, node.isMissingNode() ? null : node, "a JSON object"));
    }
    rejectUnstorable("", node);
    return node.asObject();
  }

  private static JsonNode parse(byte[] json) {
    try {
      return STRICT.readTree(json);
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      throw new MalformedJsonException(
          reason(e), at == null ? 1 : at.getLineNr(), at == null ? 1 : at.getColumnNr());
    }
  }

  private static String reason(JacksonException e) {
    String message = e.getOriginalMessage();
    return message.lines().findFirst().orElse("unreadable");
  }

  private static void rejectUnstorable(String path, JsonNode node) {
    switch (node.getNodeType()) {
      case STRING -> {
        if (isUnstorable(node.stringValue())) {
          throw invalid(
              new FieldError(path, node, "text without U+0000 and without half a surrogate pair"));
        }
      }
      case OBJECT ->
          node.properties()
              .forEach(entry -> {
                String name = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
                if (isUnstorable(entry.getKey())) {
                  throw invalid(
                      new FieldError(path, node, "an object whose keys are without U+0000"));
                }
                rejectUnstorable(name, entry.getValue());
              });
      case ARRAY -> {
        for (int index = 0; index < node.size(); index++) {
          rejectUnstorable(path + "[" + index + "]", node.get(index));
        }
      }
      case BINARY, BOOLEAN, MISSING, NULL, NUMBER, POJO -> {}
    }
  }

  private static boolean isUnstorable(String text) {
    return text.indexOf('\0') >= 0
        || text.codePoints().anyMatch(each -> each >= 0xD800 && each <= 0xDFFF);
  }

  private static InvalidInputException invalid(FieldError error) {
    return new InvalidInputException(List.of(error));
  }
}

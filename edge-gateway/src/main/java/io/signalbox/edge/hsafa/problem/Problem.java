package io.signalbox.edge.hsafa.problem;

import io.signalbox.edge.json.FieldError;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A failure as a client gets to know it.
///
/// @param detail what was expected, and what was found
/// @param errors fields that are wrong; mostly none
/// @param extras more members, such as `lastSeq`
public record Problem(
    ProblemCode code, String detail, List<FieldError> errors, Map<String, Object> extras) {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  public Problem {
    errors = List.copyOf(errors);
    extras = Map.copyOf(extras);
  }

  /// A problem with nothing but a code and a sentence.
  public static Problem of(ProblemCode code, String detail) {
    return new Problem(code, detail, List.of(), Map.of());
  }

  /// The members of RFC 9457, and ours.
  ///
  /// @param instance path of the request
  public byte[] json(String instance) {
    ObjectNode body = MAPPER.createObjectNode();
    body.put("type", code.type());
    body.put("title", code.title());
    body.put("status", code.status().value());
    body.put("detail", detail);
    body.put("instance", instance);
    body.put("code", code.wireName());
    body.put("error", detail);
    extras.forEach(body::putPOJO);
    if (!errors.isEmpty()) {
      ArrayNode list = body.putArray("errors");
      errors.forEach(error -> add(list.addObject(), error));
    }
    return MAPPER.writeValueAsBytes(body);
  }

  private static void add(ObjectNode target, FieldError error) {
    target.put("field", error.field());
    if (error.value() != null && !error.value().isContainer() && !error.value().isString()) {
      target.set("value", error.value());
    } else if (error.value() != null && error.value().isString()) {
      target.put("value", shortened(error.value().stringValue()));
    } else {
      target.put("value", error.shown());
    }
    target.put("expected", error.expected());
  }

  private static String shortened(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }
}

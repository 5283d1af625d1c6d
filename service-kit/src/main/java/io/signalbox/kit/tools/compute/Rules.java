package io.signalbox.kit.tools.compute;

import io.signalbox.kit.tools.form.Kinds;
import io.signalbox.kit.tools.form.Numbers;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Checks values by rules. What is wrong with a value is a result, not a failure.
final class Rules {
  static final List<String> TYPES =
      List.of("string", "number", "integer", "boolean", "array", "object");

  private Rules() {}

  /// `{valid, errors}`, with an error for each rule that does not hold.
  static JsonNode check(List<Expression.Rule> rules, JsonNode value, Evaluation evaluation) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    ArrayNode errors = JsonNodeFactory.instance.arrayNode();
    for (Expression.Rule rule : rules) {
      evaluation.steps(1 + (value.isString() ? value.stringValue().length() / 64 : 0));
      String objection = objection(rule, value);
      if (objection != null) {
        errors.add(objection);
      }
    }
    result.put("valid", errors.isEmpty());
    result.set("errors", errors);
    return result;
  }

  private static @Nullable String objection(Expression.Rule rule, JsonNode value) {
    if (value.isNull()) {
      return rule instanceof Expression.Rule.Required ? "expected a value" : null;
    }
    return switch (rule) {
      case Expression.Rule.Required _ -> null;
      case Expression.Rule.TypeIs it -> isOf(it.type(), value) ? null : expected(it.type(), value);
      case Expression.Rule.Min it -> number(value, it.least(), null);
      case Expression.Rule.Max it -> number(value, null, it.most());
      case Expression.Rule.Length it -> length(it, value);
      case Expression.Rule.Matches it -> matches(it, value);
    };
  }

  private static String expected(String expected, JsonNode value) {
    return "expected %s, but got %s".formatted(expected, Kinds.of(value));
  }

  private static boolean isOf(String type, JsonNode value) {
    return switch (type) {
      case "string" -> value.isString();
      case "number" -> value.isNumber();
      case "integer" -> isInteger(Numbers.of(value));
      case "boolean" -> value.isBoolean();
      case "array" -> value.isArray();
      case "object" -> value.isObject();
      default -> throw new IllegalStateException("Unknown type " + type);
    };
  }

  private static boolean isInteger(@Nullable BigDecimal number) {
    return number != null && number.stripTrailingZeros().scale() <= 0;
  }

  private static @Nullable String number(
      JsonNode value, @Nullable BigDecimal least, @Nullable BigDecimal most) {
    BigDecimal number = Numbers.of(value);
    if (number == null) {
      return expected("a number", value);
    }
    if (least != null && number.compareTo(least) < 0) {
      return "expected at least %s, but got %s".formatted(least, number);
    }
    return most != null && number.compareTo(most) > 0
        ? "expected at most %s, but got %s".formatted(most, number)
        : null;
  }

  private static @Nullable String length(Expression.Rule.Length rule, JsonNode value) {
    if (!value.isString() && !value.isArray()) {
      return expected("a string or a list", value);
    }
    long length = value.isArray() ? value.size() : value.stringValue().codePoints().count();
    return length >= rule.least() && length <= rule.most()
        ? null
        : "expected a length from %d to %d, but got %d"
            .formatted(rule.least(), rule.most(), length);
  }

  private static @Nullable String matches(Expression.Rule.Matches rule, JsonNode value) {
    if (!value.isString()) {
      return expected("a string", value);
    }
    return rule.pattern().matcher(value.stringValue()).find()
        ? null
        : "expected a match of " + rule.pattern().pattern();
  }
}

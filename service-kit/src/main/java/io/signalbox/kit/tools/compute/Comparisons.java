package io.signalbox.kit.tools.compute;

import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;

/// Compares what is not made of parts. Numbers are the same whose values are, however written.
final class Comparisons {
  private Comparisons() {}

  /// Whether two values are the same.
  static boolean equal(String path, JsonNode left, JsonNode right) {
    scalar(path, left);
    scalar(path, right);
    return left.isNumber() && right.isNumber()
        ? numbers(path, left, right) == 0
        : left.equals(right);
  }

  /// Which of two numbers is greater, or which of two strings comes later, character by character.
  static int order(String path, JsonNode left, JsonNode right) {
    if (left.isString() && right.isString()) {
      return left.stringValue().compareTo(right.stringValue());
    }
    if (left.isNumber() && right.isNumber()) {
      return numbers(path, left, right);
    }
    throw Evaluation.failure(
        path, "two numbers or two strings", left.isString() || left.isNumber() ? right : left);
  }

  private static int numbers(String path, JsonNode left, JsonNode right) {
    BigDecimal first = Evaluation.number(path, left);
    return first.compareTo(Evaluation.number(path, right));
  }

  private static void scalar(String path, JsonNode value) {
    if (value.isContainer()) {
      throw Evaluation.failure(path, "a string, number, boolean or null", value);
    }
  }
}

package io.signalbox.dispatcher.call.kafka;

import io.signalbox.kit.json.JsonSchema;
import io.signalbox.kit.tools.form.BoundedJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// What a policy says of the arguments of calls: a JSON Schema, which what may be called meets.
final class ArgumentRules {
  private ArgumentRules() {}

  /// What the rules have against arguments, each with the path of what it is about; null = nothing.
  /// Rules that make no sense deny everything.
  ///
  /// @param rules null = there are none
  static @Nullable String objections(@Nullable String rules, String args) {
    if (rules == null) {
      return null;
    }
    JsonNode given;
    try {
      given = BoundedJson.read(args);
    } catch (JacksonException e) {
      return "Expected arguments of JSON";
    }
    try {
      String found =
          String.join("; ", JsonSchema.ofLinear(BoundedJson.read(rules)).objections(given));
      return found.isEmpty() ? null : found;
    } catch (JacksonException | IllegalArgumentException e) {
      return "Expected rules that are a JSON Schema, but: " + e.getMessage();
    }
  }
}

package io.signalbox.kit.tools.form;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What the names in a tool's definition stand for when it is executed: the arguments of the call,
/// and what an operation binds for each item of a list, which hides an argument of the same name.
public sealed interface Variables {

  record Arguments(JsonNode args) implements Variables {}

  record Bound(String name, JsonNode value, Variables outer) implements Variables {}

  /// These and one more.
  default Variables with(String name, JsonNode value) {
    return new Bound(name, value, this);
  }

  /// What a path leads to; null when it leads nowhere.
  default @Nullable JsonNode find(VariablePath path) {
    JsonNode found = root(path.first());
    for (String step : path.rest()) {
      found = found == null ? null : VariablePath.step(found, step);
    }
    return found;
  }

  private @Nullable JsonNode root(String name) {
    Variables at = this;
    while (at instanceof Bound bound) {
      if (bound.name().equals(name)) {
        return bound.value();
      }
      at = bound.outer();
    }
    return at instanceof Arguments arguments ? arguments.args().get(name) : null;
  }
}

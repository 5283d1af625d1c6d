package io.signalbox.testkit;

import java.util.function.BooleanSupplier;

/// Where the backing services of a test come from.
enum Backends {
  DOCKER("containers (Testcontainers)"),
  EMBEDDED("embedded processes");

  private final String description;

  Backends(String description) {
    this.description = description;
  }

  String description() {
    return description;
  }

  /// @param forced `docker`, `embedded`, or blank for whatever is there
  /// @param engineAnswers asked only when nothing is forced
  static Backends choose(String forced, BooleanSupplier engineAnswers) {
    return switch (forced) {
      case "docker" -> DOCKER;
      case "embedded" -> EMBEDDED;
      case "" -> engineAnswers.getAsBoolean() ? DOCKER : EMBEDDED;
      default ->
          throw new IllegalArgumentException(
              "Expected -Dbackends=docker or -Dbackends=embedded, but it is '%s'"
                  .formatted(forced));
    };
  }
}

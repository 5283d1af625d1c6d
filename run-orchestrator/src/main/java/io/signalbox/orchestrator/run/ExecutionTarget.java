package io.signalbox.orchestrator.run;

import java.util.Locale;
import java.util.Optional;

/// Where a tool is executed. The wire names are the lower-case names.
public enum ExecutionTarget {
  /// A connected device that declares the tool.
  DEVICE,
  /// The system itself.
  SERVER,
  /// The client that watches the run.
  BROWSER,
  /// A worker that fetches its calls.
  EXTERNAL;

  /// The target with this wire name.
  public static Optional<ExecutionTarget> of(String wire) {
    for (ExecutionTarget target : values()) {
      if (target.wire().equals(wire)) {
        return Optional.of(target);
      }
    }
    return Optional.empty();
  }

  /// The name on the wire.
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}

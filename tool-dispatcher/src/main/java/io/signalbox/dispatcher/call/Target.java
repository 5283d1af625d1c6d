package io.signalbox.dispatcher.call;

import java.util.Arrays;
import java.util.Locale;

/// Who executes calls, and who reports results.
public enum Target {
  /// A connected device, chosen here.
  DEVICE,
  /// The caller's own server.
  SERVER,
  /// The browser that shows the run.
  BROWSER,
  /// Some other worker.
  EXTERNAL;

  /// Whether a name on the wire means this target.
  public boolean is(String name) {
    return wireName().equals(name);
  }

  /// The name on the wire.
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static boolean isKnown(String name) {
    return Arrays.stream(values()).anyMatch(target -> target.is(name));
  }
}

package io.signalbox.kit;

/// Names made of several parts.
public final class Names {
  private Names() {}

  /// One name for these parts in this order. Each is preceded by its length, so no two lists of
  /// parts make the same name, and none can pretend to be two.
  public static String of(String... parts) {
    StringBuilder name = new StringBuilder();
    for (String part : parts) {
      name.append(part.length()).append(':').append(part);
    }
    return name.toString();
  }
}

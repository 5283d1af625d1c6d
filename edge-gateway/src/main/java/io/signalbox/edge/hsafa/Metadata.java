package io.signalbox.edge.hsafa;

import io.signalbox.edge.json.Fields;
import org.jspecify.annotations.Nullable;

/// The free object that callers attach to what they create.
final class Metadata {
  private static final int MOST_CHARACTERS = 16 * 1024;

  private Metadata() {}

  /// The field `metadata` as JSON text; null when absent.
  static @Nullable String read(Fields request) {
    Fields metadata = request.optionalObject("metadata");
    if (metadata == null) {
      return null;
    }
    String text = metadata.node().toString();
    if (text.length() > MOST_CHARACTERS) {
      request.reject("metadata", "at most %d characters of JSON".formatted(MOST_CHARACTERS));
    }
    return text;
  }
}

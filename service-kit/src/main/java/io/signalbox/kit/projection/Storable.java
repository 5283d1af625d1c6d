package io.signalbox.kit.projection;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Makes values storable in Postgres, whatever the log holds: one that is refused would hold up its
/// projection for ever.
public final class Storable {
  private static final char NUL = '\u0000';
  private static final char REPLACEMENT = '\uFFFD';
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private Storable() {}

  /// Text with U+0000, which Postgres cannot store, replaced by U+FFFD.
  public static @Nullable String text(@Nullable String text) {
    return text == null ? null : text.replace(NUL, REPLACEMENT);
  }

  /// JSON for a column of type `json`: the text as it is where it is JSON, else as a JSON string.
  /// `jsonb` would still refuse the escape of U+0000.
  public static @Nullable String json(@Nullable String text) {
    if (text == null || isJson(text)) {
      return text;
    }
    return JsonMapper.shared().writeValueAsString(text);
  }

  private static boolean isJson(String text) {
    if (text.isEmpty() || text.charAt(0) == BYTE_ORDER_MARK) {
      return false;
    }
    try {
      JsonNode node = JsonMapper.shared().readTree(text);
      return node != null && !node.isMissingNode();
    } catch (JacksonException e) {
      return false;
    }
  }
}

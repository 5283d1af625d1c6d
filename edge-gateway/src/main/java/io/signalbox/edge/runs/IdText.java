package io.signalbox.edge.runs;

import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/// Ids as clients send them. To a client they are opaque, so one that is no UUID is simply an id
/// that nothing has.
public final class IdText {
  private static final Pattern UUID_SYNTAX =
      Pattern.compile("\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  private IdText() {}

  /// Whether it may be the id of something.
  public static boolean isId(String text) {
    return UUID_SYNTAX.matcher(text).matches();
  }

  /// @param kind what the id is of, such as `a run`
  /// @throws UnknownIdException when it cannot be the id of anything
  public static UUID of(String kind, String id) {
    if (!isId(id)) {
      throw new UnknownIdException(kind, id);
    }
    return UUID.fromString(id.toLowerCase(Locale.ROOT));
  }
}

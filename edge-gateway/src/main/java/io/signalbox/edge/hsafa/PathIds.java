package io.signalbox.edge.hsafa;

import io.signalbox.edge.hsafa.problem.ProblemCode;
import io.signalbox.edge.hsafa.problem.ProblemException;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/// Ids as clients send them. To a client they are opaque, so one that is no UUID is simply an id
/// that nothing has.
final class PathIds {
  private static final Pattern UUID_SYNTAX =
      Pattern.compile("\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
  private static final int SHOWN = 64;

  private PathIds() {}

  static boolean isId(String text) {
    return UUID_SYNTAX.matcher(text).matches();
  }

  /// @param kind what the id is of, such as `run`
  /// @throws ProblemException 404 when it cannot be the id of anything
  static UUID of(String kind, String id) {
    if (!isId(id)) {
      throw none(kind, id);
    }
    return UUID.fromString(id.toLowerCase(Locale.ROOT));
  }

  static ProblemException none(String kind, Object id) {
    String text = id.toString();
    String shown = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    return ProblemException.of(
        ProblemCode.NOT_FOUND,
        "Expected the id of %s, but nothing has the id %s".formatted(kind, shown));
  }
}

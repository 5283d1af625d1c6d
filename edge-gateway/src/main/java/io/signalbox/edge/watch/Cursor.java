package io.signalbox.edge.watch;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// From where a watcher wants to see a run.
public sealed interface Cursor {

  /// Everything after this seq; 0 = from the start.
  record After(long seq) implements Cursor {}

  /// Only what happens from now on.
  record LiveOnly() implements Cursor {}

  Pattern SYNTAX = Pattern.compile("(?:([^:]*):)?(\\d{1,18})");

  /// Reads a cursor: a seq, `<runId>:<seq>`, or `$` for "from now on". None or a blank one = from
  /// the start.
  ///
  /// @throws InvalidCursorException when it is neither, or belongs to another run
  static Cursor parse(String runId, @Nullable String text) {
    if (text == null || text.isBlank()) {
      return new After(0);
    }
    if (text.equals("$")) {
      return new LiveOnly();
    }
    Matcher matcher = SYNTAX.matcher(text.strip());
    if (!matcher.matches()) {
      throw InvalidCursorException.malformed(text);
    }
    String named = matcher.group(1);
    if (named != null && !named.equalsIgnoreCase(runId)) {
      throw InvalidCursorException.ofAnotherRun(text, runId);
    }
    return new After(Long.parseLong(matcher.group(2)));
  }
}

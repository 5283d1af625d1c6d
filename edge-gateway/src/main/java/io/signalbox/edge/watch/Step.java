package io.signalbox.edge.watch;

/// What a watcher is to do next, as far as can be told without history.
sealed interface Step {

  /// These events come next.
  record Next(Batch batch) implements Step {}

  /// There is nothing yet; what comes will be heard.
  record CaughtUp() implements Step {}

  /// Only history can tell.
  record AskHistory() implements Step {}

  /// Nothing comes any more.
  record Over() implements Step {}

  /// The run ended before the watcher's cursor.
  record Beyond(long lastSeq) implements Step {}

  /// The events cannot be heard any more.
  record Broken(Throwable cause) implements Step {}
}

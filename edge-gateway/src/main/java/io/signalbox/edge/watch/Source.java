package io.signalbox.edge.watch;

/// What is known of a run in memory. Any thread may ask.
interface Source {
  Step CAUGHT_UP = new Step.CaughtUp();
  Step ASK_HISTORY = new Step.AskHistory();
  Step OVER = new Step.Over();

  /// What comes after an event.
  ///
  /// @param most how many events are wanted at most
  Step after(long seq, int most);

  /// Whether all that was heard of so far is at or before an event.
  boolean isCaughtUp(long seq);

  /// Whether more is kept after an event than may wait for one watcher.
  boolean isTooMuchAfter(long seq);

  /// History has shown these events; one or more, without a hole.
  void shown(Batch page);
}

package io.signalbox.edge.watch;

/// A run that history has all of.
///
/// @param lastSeq seq of its last event
record FinishedRun(long lastSeq) implements Source {

  @Override
  public Step after(long seq, int most) {
    return seq < lastSeq ? ASK_HISTORY : OVER;
  }

  @Override
  public boolean isCaughtUp(long seq) {
    return false;
  }

  @Override
  public boolean isTooMuchAfter(long seq) {
    return false;
  }

  @Override
  public void shown(Batch page) {}
}

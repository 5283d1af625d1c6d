package io.signalbox.benchmarks.edge;

/// Numbers of rounds, so that what is left of an earlier one is not counted in a later one. The
/// first is that of events that were there before a watcher was.
final class Rounds {
  private int last = 1;

  int next() {
    return ++last;
  }
}

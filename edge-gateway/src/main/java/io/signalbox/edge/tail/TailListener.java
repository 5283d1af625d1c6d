package io.signalbox.edge.tail;

/// Takes what the tail reads, on the tail's thread, which it must not hold up.
interface TailListener<T> {

  /// The next record of its key.
  void next(long offset, T value);

  /// It failed to take a record, and gets no more.
  void failed(RuntimeException cause);
}

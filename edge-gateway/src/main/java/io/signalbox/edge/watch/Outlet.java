package io.signalbox.edge.watch;

/// Where the events of one watch go. All of it is called on the watch's loop, one at a time.
public interface Outlet {

  /// How many events it takes now; 0 = none, until [Watch#wake].
  int room();

  /// The next events in order; never more than there was room for.
  void next(Batch batch);

  /// No more events come for the moment: what waits to be sent together may leave.
  default void flush() {}

  /// The run is over, and all of it was handed over.
  void completed();

  /// The watch ends early.
  ///
  /// @param cause a [WatchEndedException] unless something is broken
  void failed(Throwable cause);
}

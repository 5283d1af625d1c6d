package io.signalbox.edge.watch;

import java.util.concurrent.Executor;
import reactor.core.publisher.Flux;

/// A watch that may begin: the run is there, and the cursor makes sense.
public interface OpenedWatch {

  /// Seq that the first event comes after.
  long after();

  /// Begins to hand events over.
  ///
  /// @param loop runs what it is given one after the other; watches with the same one are served
  ///   together
  Watch onto(Outlet outlet, Executor loop);

  /// The same as a stream, to be subscribed to once.
  Flux<RunEventFrame> frames();
}

package io.signalbox.edge.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/// The watches of one run on one loop: told of news together, by one task however much the news is.
final class Group implements Runnable {
  private final Executor loop;
  private final List<Watch> watches = new ArrayList<>();
  private final AtomicBoolean told = new AtomicBoolean();

  Group(Executor loop) {
    this.loop = loop;
  }

  /// There is news; any thread.
  void tell() {
    if (told.compareAndSet(false, true)) {
      loop.execute(this);
    }
  }

  /// Passes the news on. A watch may leave meanwhile: the one that takes its place has been told.
  @Override
  public void run() {
    told.set(false);
    for (int index = watches.size() - 1; index >= 0; index--) {
      watches.get(index).run();
    }
  }

  /// To be called on the loop.
  ///
  /// @return where it stands, for [#leave]
  int join(Watch watch) {
    watches.add(watch);
    return watches.size() - 1;
  }

  /// To be called on the loop.
  void leave(int place) {
    Watch last = watches.removeLast();
    if (place < watches.size()) {
      watches.set(place, last);
      last.stand(place);
    }
  }
}

package io.signalbox.stack.supervise;

import io.signalbox.stack.process.ChildProcess;
import io.signalbox.stack.process.ProcessId;
import io.signalbox.stack.supervise.StackState.Phase;
import io.signalbox.stack.supervise.StackState.Snapshot;
import java.net.URI;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/// A stack that this process answers for: the only one of its home, known to `status` and `down`,
/// and ended in order when this process is asked to end (Ctrl-C, SIGTERM).
public final class SupervisedStack implements AutoCloseable {

  private final StackHome home;
  private final StackLock lock;
  private final LocalStack stack;
  private final ProcessId self;
  private final AtomicBoolean closing = new AtomicBoolean();

  private SupervisedStack(StackHome home, StackLock lock, LocalStack stack) {
    this.home = home;
    this.lock = lock;
    this.stack = stack;
    var current = ProcessHandle.current();
    this.self = ProcessId.of(current).orElseGet(() -> new ProcessId(current.pid(), Instant.now()));
  }

  /// Starts the stack of a home, after ending what a killed supervisor left there.
  ///
  /// @throws AlreadyRunningException when the home has a supervisor
  /// @throws RuntimeException when something does not start; nothing is left running
  public static SupervisedStack start(StackHome home, Progress progress) {
    home.prepare();
    var lock =
        StackLock.tryAcquire(home.lockFile()).orElseThrow(() -> new AlreadyRunningException(home));
    var stack = LocalStack.builder().home(home.path()).progress(progress).build();
    var supervised = new SupervisedStack(home, lock, stack);
    Runtime.getRuntime().addShutdownHook(new Thread(supervised::close, "stack-shutdown"));
    try {
      supervised.startUp();
      return supervised;
    } catch (RuntimeException e) {
      supervised.waitIfShuttingDown();
      supervised.close();
      throw e;
    }
  }

  private void startUp() {
    tell(Phase.STARTING);
    new Leftovers(home).end();
    stack.start();
    tell(Phase.READY);
  }

  public URI edgeUrl() {
    return stack.edgeUrl();
  }

  /// Waits for a process that ends although nobody asked it to, and returns it. While this process
  /// is being shut down it does not return.
  public ChildProcess awaitFailure() {
    var ended = stack.firstExit().join();
    waitIfShuttingDown();
    return ended;
  }

  // What fails while the shutdown hook stops everything is no failure. The hook ends this process,
  // and with it the wait.
  private void waitIfShuttingDown() {
    if (closing.get()) {
      new CompletableFuture<Void>().join();
    }
  }

  /// Ends all processes in order and frees the home. Returns when all are gone; safe to call again.
  @Override
  public synchronized void close() {
    if (closing.compareAndSet(false, true)) {
      tell(Phase.STOPPING);
      stack.close();
      home.state().delete();
      lock.close();
    }
  }

  private void tell(Phase phase) {
    home.state().write(new Snapshot(self, phase, stack.edgeUrl().toString()));
  }
}

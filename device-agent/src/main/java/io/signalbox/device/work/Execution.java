package io.signalbox.device.work;

import io.signalbox.device.call.CallRequest;
import io.signalbox.device.call.FailureCode;
import io.signalbox.device.call.Outcome;
import io.signalbox.device.tool.StillRunningException;
import io.signalbox.device.tool.Tool;
import io.signalbox.device.tool.ToolFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One call on its way through its tool, in a thread of its own: waits for a place, begins, ends.
/// It is stopped by an interrupt, once, and knows why.
final class Execution {
  private static final Logger LOGGER = LoggerFactory.getLogger(Execution.class);

  /// Why an execution is stopped.
  enum Stop {
    NO,
    CANCELED,
    DEADLINE,
    TOO_LONG,
    /// The agent stops. What came of the call is for the journal to tell.
    SHUTDOWN
  }

  /// Who is told of it.
  interface Owner {
    /// Asks for leave to begin the tool.
    ///
    /// @return whether the call may begin; then it counts as begun
    boolean begin(Execution execution);

    void end(Execution execution, Outcome outcome);

    /// The execution is over without an outcome.
    void abandon(Execution execution);
  }

  private static final Duration FAR = Duration.ofDays(365); // nothing runs for so long

  private final CallRequest request;
  private final Tool tool;
  private final AtomicReference<Stop> stop = new AtomicReference<>(Stop.NO);
  private final CountDownLatch over = new CountDownLatch(1);
  private final List<Future<?>> alarms = new ArrayList<>();
  private final Thread thread;

  Execution(CallRequest request, Tool tool, Semaphore places, Owner owner) {
    this.request = request;
    this.tool = tool;
    this.thread = Thread.ofVirtual().name("call").unstarted(() -> run(places, owner));
  }

  CallRequest request() {
    return request;
  }

  /// How long the tool may run.
  Duration limit() {
    return tool.limit();
  }

  void start() {
    thread.start();
  }

  /// Stops it after a while, unless it is over by then.
  synchronized void stopAfter(Duration delay, Stop reason, ScheduledExecutorService timers) {
    long millis = delay.compareTo(FAR) > 0 ? FAR.toMillis() : Math.max(0, delay.toMillis());
    alarms.add(timers.schedule(() -> stop(reason), millis, TimeUnit.MILLISECONDS));
  }

  /// Stops it, unless it is being stopped already, and does not wait.
  void stop(Stop reason) {
    if (stop.compareAndSet(Stop.NO, reason)) {
      thread.interrupt();
    }
  }

  /// Waits for the end, so long at most; tells whether it is over.
  boolean await(Duration patience) throws InterruptedException {
    return over.await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void run(Semaphore places, Owner owner) {
    try {
      places.acquire();
      try {
        if (owner.begin(this)) {
          settle(owner, outcome());
        }
      } finally {
        places.release();
      }
    } catch (InterruptedException _) {
      settle(owner, stopped("before it began"));
    } finally {
      silenceAlarms();
      over.countDown();
    }
  }

  private synchronized void silenceAlarms() {
    alarms.forEach(alarm -> alarm.cancel(false));
  }

  private void settle(Owner owner, Outcome outcome) {
    if (stop.get() == Stop.SHUTDOWN && !(outcome instanceof Outcome.Succeeded)) {
      owner.abandon(this);
    } else {
      owner.end(this, outcome);
    }
  }

  private Outcome outcome() {
    try {
      return new Outcome.Succeeded(tool.run(request.args()));
    } catch (StillRunningException e) {
      LOGGER.atError().addKeyValue("callId", request.callId()).log("{}", e.getMessage());
      return new Outcome.Failed(e.code(), String.valueOf(e.getMessage()));
    } catch (ToolFailure e) {
      return new Outcome.Failed(e.code(), String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return stop.get() == Stop.NO ? failed(e) : stopped("while it ran, and was ended");
    } catch (InterruptedException _) {
      return stopped("while it ran, and was ended");
    } catch (RuntimeException e) {
      LOGGER.atError().addKeyValue("callId", request.callId()).setCause(e).log("a tool is broken");
      return new Outcome.Failed(
          FailureCode.OUTCOME_UNKNOWN, "The tool broke; whether it took effect is unknown");
    }
  }

  private Outcome failed(IOException e) {
    return new Outcome.Failed(
        FailureCode.TOOL_FAILED, "The tool %s failed: %s".formatted(tool.name(), e));
  }

  private Outcome stopped(String when) {
    return switch (stop.get()) {
      case CANCELED -> new Outcome.Failed(FailureCode.CANCELED, "The call was canceled " + when);
      case DEADLINE ->
          new Outcome.Failed(
              FailureCode.DEADLINE_PASSED,
              "The deadline %s of the call passed %s".formatted(request.deadline(), when));
      case TOO_LONG ->
          new Outcome.Failed(
              FailureCode.TIMEOUT,
              "Expected the tool %s to end within %d s, but it was ended"
                  .formatted(tool.name(), limit().toSeconds()));
      case NO, SHUTDOWN ->
          new Outcome.Failed(
              FailureCode.OUTCOME_UNKNOWN,
              "The tool was interrupted; whether it took effect is unknown");
    };
  }
}

package io.signalbox.stack.process;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Names one process for good: the system gives a pid to another process some day, but never with
/// the same start.
///
/// @param pid the process id
/// @param startedAt when the system started it, about to the second
public record ProcessId(long pid, Instant startedAt) {

  /// Two readings of the start time of one process differ by up to this much, because the system
  /// derives them from a boot time that moves when its clock is set right. No pid comes back that
  /// soon.
  private static final Duration CLOCK_STEP = Duration.ofSeconds(2);

  /// The identity of a live process. Empty when it has ended already.
  public static Optional<ProcessId> of(ProcessHandle handle) {
    return handle.info().startInstant().map(started -> new ProcessId(handle.pid(), started));
  }

  /// The process, as long as it is alive and the very same.
  public Optional<ProcessHandle> find() {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isSame);
  }

  private boolean isSame(ProcessHandle handle) {
    return handle
        .info()
        .startInstant()
        .map(started -> Duration.between(startedAt, started).abs().compareTo(CLOCK_STEP) <= 0)
        .orElse(false);
  }
}

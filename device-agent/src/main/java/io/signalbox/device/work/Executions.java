package io.signalbox.device.work;

import io.signalbox.device.call.CallRequest;
import io.signalbox.device.config.Limits;
import io.signalbox.device.tool.Tool;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;

/// The calls that run or wait for a place, as many as the limits allow. Its owner sees to it that
/// only one thread uses it at a time.
final class Executions {
  private final Map<String, Execution> all = new LinkedHashMap<>();
  private final Semaphore places;
  private final int most;
  private final ScheduledExecutorService timers;
  private final InstantSource clock;

  Executions(Limits limits, ScheduledExecutorService timers, InstantSource clock) {
    this.places = new Semaphore(limits.concurrency(), true);
    this.most = limits.concurrency() + limits.queue();
    this.timers = timers;
    this.clock = clock;
  }

  boolean isFull() {
    return all.size() >= most;
  }

  boolean isOverdue(CallRequest request) {
    return request.isOverdue(clock.instant());
  }

  /// The call begins when there is a place, and is stopped at its deadline at the latest.
  void submit(CallRequest request, Tool tool, Execution.Owner owner) {
    Execution execution = new Execution(request, tool, places, owner);
    all.put(request.callId(), execution);
    if (request.deadline() != null) {
      Duration left = Duration.between(clock.instant(), request.deadline());
      execution.stopAfter(left, Execution.Stop.DEADLINE, timers);
    }
    execution.start();
  }

  /// The execution's tool begins: from now on it has as long as it may take.
  void begun(Execution execution) {
    execution.stopAfter(execution.limit(), Execution.Stop.TOO_LONG, timers);
  }

  void over(Execution execution) {
    all.remove(execution.request().callId(), execution);
  }

  Optional<Execution> find(String callId) {
    return Optional.ofNullable(all.get(callId));
  }

  List<Execution> all() {
    return List.copyOf(all.values());
  }
}

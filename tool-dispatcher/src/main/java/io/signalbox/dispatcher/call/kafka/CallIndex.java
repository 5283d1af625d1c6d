package io.signalbox.dispatcher.call.kafka;

import io.signalbox.dispatcher.call.Addressee;
import io.signalbox.dispatcher.call.Lease;
import io.signalbox.dispatcher.call.Request;
import io.signalbox.dispatcher.call.ToolCall;
import io.signalbox.kit.Names;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Finds calls by what they wait for: a function of their states, with which it moves in the same
/// transaction. Settled ones wait to be forgotten; they are found by when they were settled.
final class CallIndex {
  /// A call that is over.
  ///
  /// @param key where the index has it
  record Settlement(String key, String callId) {}

  /// Sorts leases behind all times.
  private static final String LEASE = "lease/";

  private record Entry(KeyValueStore<String, String> index, String key) {}

  private final KeyValueStore<String, String> waiting;
  private final KeyValueStore<String, String> inFlight;
  private final KeyValueStore<String, String> deadlines;
  private final KeyValueStore<String, String> settled;

  CallIndex(ProcessingContext context) {
    this.waiting = context.getStateStore(Stores.WAITING);
    this.inFlight = context.getStateStore(Stores.IN_FLIGHT);
    this.deadlines = context.getStateStore(Stores.DEADLINES);
    this.settled = context.getStateStore(Stores.SETTLED);
  }

  void move(String callId, ToolCall before, ToolCall after, Instant now) {
    Set<Entry> left = entries(callId, before);
    Set<Entry> entered = entries(callId, after);
    left.stream()
        .filter(entry -> !entered.contains(entry))
        .forEach(entry -> entry.index().delete(entry.key()));
    entered.stream()
        .filter(entry -> !left.contains(entry))
        .forEach(entry -> entry.index().put(entry.key(), callId));
    if (after instanceof ToolCall.Settled && !(before instanceof ToolCall.Settled)) {
      settled.put(Keys.time(now) + callId, callId);
    }
  }

  /// Calls that wait for any device, the earliest request first.
  List<String> waiting(String tenantId, String tool) {
    return Keys.under(waiting, Names.of(tenantId, tool));
  }

  /// Calls that wait for this one device, the earliest request first.
  List<String> waitingFor(String deviceId) {
    return Keys.under(waiting, addressed(deviceId));
  }

  /// No tenant is without a name, so no key of calls for any device begins like these.
  private static String addressed(String deviceId) {
    return Names.of("", deviceId);
  }

  /// Calls that were dispatched to a device, which has not settled them, or not confirmed that it
  /// stopped.
  List<String> inFlight(String deviceId) {
    return Keys.under(inFlight, Names.of(deviceId));
  }

  /// Calls that are due, the earliest first: themselves, or the confirmation that a canceled one
  /// was stopped.
  List<String> due(Instant now, int atMost) {
    return until(deadlines, "", now, atMost).stream().map(entry -> entry.value).toList();
  }

  /// Calls whose leases have run out, the earliest first.
  List<String> leasesOut(Instant now, int atMost) {
    return until(deadlines, LEASE, now, atMost).stream().map(entry -> entry.value).toList();
  }

  /// Calls that were settled up to a time, the earliest first.
  List<Settlement> settled(Instant until, int atMost) {
    return until(settled, "", until, atMost).stream()
        .map(entry -> new Settlement(entry.key, entry.value))
        .toList();
  }

  void forget(Settlement settlement) {
    settled.delete(settlement.key());
  }

  /// What an index has under a time and before, behind a prefix.
  private static List<KeyValue<String, String>> until(
      KeyValueStore<String, String> index, String prefix, Instant time, int atMost) {
    List<KeyValue<String, String>> entries = new ArrayList<>();
    // Keys go on behind the time, hence the next microsecond.
    try (KeyValueIterator<String, String> found =
        index.range(prefix, prefix + Keys.time(time.plusNanos(1_000)))) {
      while (found.hasNext() && entries.size() < atMost) {
        entries.add(found.next());
      }
    }
    return entries;
  }

  private Set<Entry> entries(String callId, ToolCall call) {
    Set<Entry> entries = new HashSet<>();
    switch (call) {
      case ToolCall.AwaitingApproval awaiting -> addDue(entries, callId, awaiting.until());
      case ToolCall.Waiting(Request request, _) -> {
        if (request.forDevice()) {
          entries.add(
              new Entry(waiting, queue(request) + Keys.time(request.requestedAt()) + callId));
        }
        addDue(entries, callId, request.deadline());
      }
      case ToolCall.Dispatched(Request request, Lease lease, _) -> {
        entries.add(new Entry(inFlight, Names.of(lease.deviceId()) + callId));
        addDue(entries, callId, request.deadline());
        addLease(entries, callId, lease.until());
      }
      case ToolCall.Claimed claimed -> {
        addDue(entries, callId, claimed.request().deadline());
        if (claimed.forClock()) {
          addDue(entries, callId, claimed.claim().until());
        } else {
          addLease(entries, callId, claimed.claim().until());
        }
      }
      case ToolCall.Canceling canceling -> {
        if (canceling.deviceId() != null) {
          entries.add(new Entry(inFlight, Names.of(canceling.deviceId()) + callId));
        }
        addDue(entries, callId, canceling.confirmBy());
      }
      case ToolCall.NotRequested _, ToolCall.Settled _ -> {}
    }
    return entries;
  }

  private static String queue(Request request) {
    Addressee addressee = request.addressee();
    return addressee == null
        ? Names.of(request.tenantId(), request.toolName())
        : addressed(addressee.deviceId());
  }

  private void addDue(Set<Entry> entries, String callId, @Nullable Instant due) {
    if (due != null) {
      entries.add(new Entry(deadlines, Keys.time(due) + callId));
    }
  }

  private void addLease(Set<Entry> entries, String callId, @Nullable Instant until) {
    if (until != null) {
      entries.add(new Entry(deadlines, LEASE + Keys.time(until) + callId));
    }
  }
}

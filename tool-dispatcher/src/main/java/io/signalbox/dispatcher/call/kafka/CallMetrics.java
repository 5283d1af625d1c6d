package io.signalbox.dispatcher.call.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.signalbox.dispatcher.call.Outcome;
import java.util.Locale;

/// What is counted of calls.
///
/// ```text
/// signalbox.tool.calls.settled{outcome}   calls that ended
/// signalbox.tool.calls.forgotten          settled calls that left the store
/// signalbox.tool.results.late{outcome}    results of calls that had ended without one
/// ```
final class CallMetrics {
  private final MeterRegistry meters;

  CallMetrics(MeterRegistry meters) {
    this.meters = meters;
  }

  void settled(Outcome outcome) {
    meters.counter("signalbox.tool.calls.settled", "outcome", name(outcome)).increment();
  }

  void late(Outcome outcome) {
    meters.counter("signalbox.tool.results.late", "outcome", name(outcome)).increment();
  }

  void forgotten(int calls) {
    meters.counter("signalbox.tool.calls.forgotten").increment(calls);
  }

  private static String name(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }
}

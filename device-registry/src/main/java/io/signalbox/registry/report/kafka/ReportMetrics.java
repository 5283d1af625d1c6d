package io.signalbox.registry.report.kafka;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.signalbox.registry.report.Fact;

/// What is counted of the events of devices.
///
/// ```text
/// signalbox.devices.reports          events that came
/// signalbox.devices.reports.missed   events that never came
/// ```
public final class ReportMetrics {
  private final Counter told;
  private final Counter missed;

  public ReportMetrics(MeterRegistry meters) {
    told = meters.counter("signalbox.devices.reports");
    missed = meters.counter("signalbox.devices.reports.missed");
  }

  void written(Fact fact) {
    switch (fact) {
      case Fact.Told _ -> told.increment();
      case Fact.Missed(long from, long to) -> missed.increment(to - from + 1.0);
    }
  }
}

package io.signalbox.registry.device.kafka;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/// What is counted of presence.
///
/// ```text
/// signalbox.devices.probes          questions to connected devices
/// signalbox.devices.confirmations   answers of sessions that are open
/// signalbox.devices.silent          sessions found to be silent for too long
/// ```
final class PresenceMetrics {
  private final Counter probes;
  private final Counter confirmations;
  private final Counter silent;

  PresenceMetrics(MeterRegistry meters) {
    probes = meters.counter("signalbox.devices.probes");
    confirmations = meters.counter("signalbox.devices.confirmations");
    silent = meters.counter("signalbox.devices.silent");
  }

  void asked() {
    probes.increment();
  }

  void confirmed() {
    confirmations.increment();
  }

  void silent() {
    silent.increment();
  }
}

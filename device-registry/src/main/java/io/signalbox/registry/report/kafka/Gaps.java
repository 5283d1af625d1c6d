package io.signalbox.registry.report.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Devices of a task whose events have a gap, and until when it is waited for. In memory only: one
/// that is found at the start is waited for from then on.
final class Gaps {
  private final Duration patience;
  private final Map<String, Gap> open = new HashMap<>();

  Gaps(Duration patience) {
    this.patience = patience;
  }

  /// A gap.
  ///
  /// @param sessionId whom the device was asked through; null = nobody asked since the start
  record Gap(String tenantId, String deviceId, @Nullable String sessionId, Instant due) {}

  /// The first gap of a device, or another one than before.
  void opened(String tenantId, String deviceId, @Nullable String sessionId, Instant now) {
    open.put(deviceId, new Gap(tenantId, deviceId, sessionId, now.plus(patience)));
  }

  /// The device is reached through another session; that makes it wait no longer.
  void reach(String deviceId, String sessionId) {
    open.computeIfPresent(
        deviceId, (_, gap) -> new Gap(gap.tenantId(), deviceId, sessionId, gap.due()));
  }

  void closed(String deviceId) {
    open.remove(deviceId);
  }

  /// Those that are waited for no longer.
  List<Gap> due(Instant now) {
    return open.values().stream().filter(gap -> !gap.due().isAfter(now)).toList();
  }
}

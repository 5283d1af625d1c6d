package io.signalbox.registry.report.kafka;

import io.signalbox.registry.report.ReportLog;

/// A log in its store.
record DeviceLog(String tenantId, ReportLog log) {}

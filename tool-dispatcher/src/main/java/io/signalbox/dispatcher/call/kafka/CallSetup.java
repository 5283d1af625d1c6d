package io.signalbox.dispatcher.call.kafka;

import io.signalbox.dispatcher.call.CallTimes;

/// What all processors of calls need.
///
/// @param service names the writer in the records' headers
record CallSetup(String service, CallTimes times, CallMetrics metrics) {}

package io.signalbox.dispatcher.call;

import java.time.Duration;

/// How long calls may take to go on.
///
/// @param lease how long an executor may be silent before the call is taken from it
/// @param cancelConfirmation how long the executor of a canceled call may take to say that it
///   stopped
/// @param keepSettled how long a call is remembered after it was settled, to know a repeated or
///   late result by
public record CallTimes(Duration lease, Duration cancelConfirmation, Duration keepSettled) {}

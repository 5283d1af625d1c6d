package io.signalbox.registry.report;

import java.time.Instant;

/// Something that happened at a device.
///
/// @param seq its number on the device, from 1 without holes
/// @param type what happened, as the device names it
/// @param data any JSON
/// @param at when an edge took it
public record Report(long seq, String type, String data, Instant at) {}

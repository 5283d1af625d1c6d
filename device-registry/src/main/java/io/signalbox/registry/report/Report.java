package io.signalbox.registry.report;

/// Something that happened at a device.
///
/// @param seq its number on the device, from 1 without holes
/// @param type what happened, as the device names it
/// @param data any JSON
public record Report(long seq, String type, String data) {}

package io.signalbox.kit;

/// This process among all of them.
///
/// @param service the service's name, such as `edge-gateway`
/// @param id unique per start of a process; answers to its commands are addressed to it
public record Instance(String service, String id) {}

package io.signalbox.dispatcher.call;

import org.jspecify.annotations.Nullable;

/// What the agent's configuration says of how a call is handled.
///
/// @param repeatable whether the tool may be executed more than once for one call
/// @param preferredDevice the device that gets it if it can; null = the one with the least load
/// @param execution how this system executes it itself, a JSON object; null = somebody else does
public record Handling(
    boolean repeatable, @Nullable String preferredDevice, @Nullable String execution) {}

package io.signalbox.dispatcher.call;

import org.jspecify.annotations.Nullable;

/// What the agent's configuration says of how a call is handled.
///
/// @param repeatable whether the tool may be executed more than once for one call
/// @param preferredDevice the device that gets it if it can; null = the one with the least load
/// @param execution how this system executes it itself, a JSON object; null = somebody else does
/// @param guard what stands between the call and its execution; null = nothing
public record Handling(
    boolean repeatable,
    @Nullable String preferredDevice,
    @Nullable String execution,
    @Nullable Guard guard) {

  Handling with(Guard other) {
    return new Handling(repeatable, preferredDevice, execution, other);
  }
}

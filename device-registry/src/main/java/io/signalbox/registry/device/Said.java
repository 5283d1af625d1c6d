package io.signalbox.registry.device;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// What somebody says of a device, the device itself or its owner; null = as it was.
///
/// @param deviceKey names the device within its tenant
/// @param displayName for people
/// @param labels all that it is to have, by key
public record Said(
    String deviceKey,
    @Nullable String displayName,
    @Nullable Abilities abilities,
    @Nullable SortedMap<String, String> labels) {

  /// What a device can do.
  ///
  /// @param capabilities a JSON object
  /// @param tools the names of the tools in it
  public record Abilities(String capabilities, List<String> tools) {
    public Abilities {
      tools = List.copyOf(tools);
    }
  }
}

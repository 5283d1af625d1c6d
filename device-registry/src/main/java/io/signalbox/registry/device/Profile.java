package io.signalbox.registry.device;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a device says about itself.
///
/// @param deviceKey names the device within its tenant
/// @param displayName for people
/// @param capabilities a JSON object
/// @param tools the names of the tools in `capabilities`
public record Profile(
    String deviceKey, @Nullable String displayName, String capabilities, List<String> tools) {
  public Profile {
    tools = List.copyOf(tools);
  }
}

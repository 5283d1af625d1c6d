package io.signalbox.device.link;

import java.util.List;
import tools.jackson.databind.JsonNode;

/// What a device says of itself when it connects.
///
/// @param key decides which device it is
/// @param name for people
/// @param tools names of what it can do
/// @param resources how the machine fares
/// @param calls ids of the calls that it holds: received, and the result not yet acknowledged
public record Registration(
    String key, String name, List<String> tools, JsonNode resources, List<String> calls) {
  public Registration {
    tools = List.copyOf(tools);
    calls = List.copyOf(calls);
  }
}

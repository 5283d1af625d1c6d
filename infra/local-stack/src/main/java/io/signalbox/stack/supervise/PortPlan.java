package io.signalbox.stack.supervise;

import io.signalbox.stack.process.Ports;
import java.util.EnumMap;
import java.util.Map;

/// Which component listens where.
///
/// @param ports one number for each port
public record PortPlan(Map<StackPort, Integer> ports) {

  private static final int HIGHEST = 65_535;

  public PortPlan {
    ports = Map.copyOf(ports);
    for (var port : StackPort.values()) {
      if (!ports.containsKey(port)) {
        throw new IllegalArgumentException("Expected a number for " + port + ", but there is none");
      }
    }
  }

  /// The usual ports, moved by what the environment says.
  ///
  /// @throws IllegalArgumentException naming the variable that is no port
  public static PortPlan from(Map<String, String> environment) {
    var ports = new EnumMap<StackPort, Integer>(StackPort.class);
    for (var port : StackPort.values()) {
      var given = environment.getOrDefault(port.variable(), "");
      ports.put(port, given.isBlank() ? port.usual() : parsed(port.variable(), given.trim()));
    }
    return new PortPlan(ports);
  }

  /// Ports that are free now.
  public static PortPlan free() {
    var free = Ports.free(StackPort.values().length).iterator();
    var ports = new EnumMap<StackPort, Integer>(StackPort.class);
    for (var port : StackPort.values()) {
      ports.put(port, free.next());
    }
    return new PortPlan(ports);
  }

  int of(StackPort port) {
    return ports.getOrDefault(port, port.usual());
  }

  private static int parsed(String variable, String given) {
    try {
      int number = Integer.parseInt(given);
      if (number >= 1 && number <= HIGHEST) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, like a number out of range.
    }
    throw new IllegalArgumentException(
        "Expected %s to be a port (1 to %d), but it is '%s'".formatted(variable, HIGHEST, given));
  }
}

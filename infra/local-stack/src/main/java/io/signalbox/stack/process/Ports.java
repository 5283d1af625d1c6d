package io.signalbox.stack.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// Ports of the loopback interface.
public final class Ports {

  // Below the range from which systems take the ports of outgoing connections, so that none of
  // these gets in between.
  private static final int LOWEST = 20_000;
  private static final int HIGHEST = 32_000;
  private static final int ATTEMPTS = 500;

  private Ports() {}

  /// Ports that nobody listens on now. Nothing keeps them free: use them at once.
  ///
  /// @throws IllegalStateException when no free port can be found
  public static List<Integer> free(int count) {
    var found = new ArrayList<Integer>();
    for (int attempt = 0; attempt < ATTEMPTS && found.size() < count; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
      if (!found.contains(port) && isFree(port)) {
        found.add(port);
      }
    }
    if (found.size() < count) {
      throw new IllegalStateException(
          "Expected %d free ports, but found %d".formatted(count, found.size()));
    }
    return List.copyOf(found);
  }

  /// One free port.
  public static int free() {
    return free(1).getFirst();
  }

  /// Checks that a component can listen on its port.
  ///
  /// @throws PortTakenException naming the port and, where the system tells, its owner
  public static void requireFree(int port, String component) {
    if (!isFree(port)) {
      throw new PortTakenException(port, component, PortOwner.of(port));
    }
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      // As servers do: a port whose last connections still wind down counts as free.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}

package io.signalbox.benchmarks.stack;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/// How many files, and so sockets, a process may have open.
public final class FileLimit {
  private static final int WANTED = 65_536;
  private static final int FOR_ITSELF = 500;

  private FileLimit() {}

  /// A command line that allows itself more first, as far as the system lets it.
  public static List<String> raised(List<String> line) {
    List<String> raised = new ArrayList<>();
    raised.add("/bin/sh");
    raised.add("-c");
    raised.add(
        "ulimit -n %d 2>/dev/null || ulimit -n \"$(ulimit -Hn)\"; exec \"$0\" \"$@\""
            .formatted(WANTED));
    raised.addAll(line);
    return List.copyOf(raised);
  }

  /// How many sockets one process may have beside what it needs for itself.
  ///
  /// A JVM raises its own limit as far as it may, so this one's limit is what others get.
  public static int sockets() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? (int) Math.min(Integer.MAX_VALUE, unix.getMaxFileDescriptorCount() - FOR_ITSELF)
        : Integer.MAX_VALUE;
  }
}

package io.signalbox.device.tool.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/// A process and those that it has started, ended together: first asked, then forced.
final class ProcessTree {
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final Duration LOOK_EVERY = Duration.ofMillis(10);

  private final ProcessHandle root;

  ProcessTree(ProcessHandle root) {
    this.root = root;
  }

  /// Ends them all; takes four seconds at most.
  ///
  /// @return whether all of them are gone
  boolean end() throws InterruptedException {
    // Found before the root goes, as its children lose their parent with it.
    Set<ProcessHandle> members = new LinkedHashSet<>(members());
    members.forEach(ProcessHandle::destroy);
    if (areGone(members)) {
      return true;
    }
    members.addAll(members());
    members.forEach(ProcessHandle::destroyForcibly);
    return areGone(members);
  }

  private Set<ProcessHandle> members() {
    Set<ProcessHandle> members = new LinkedHashSet<>();
    Stream.concat(Stream.of(root), root.descendants()).forEach(members::add);
    return members;
  }

  private static boolean areGone(Set<ProcessHandle> members) throws InterruptedException {
    long until = System.nanoTime() + GRACE.toNanos();
    while (members.stream().anyMatch(ProcessTree::runs)) {
      if (System.nanoTime() > until) {
        return false;
      }
      Thread.sleep(LOOK_EVERY);
    }
    return true;
  }

  // A process that has ended, but that nobody has asked about yet, counts as alive for the JDK. In
  // a
  // container without an init, such orphans stay.
  private static boolean runs(ProcessHandle process) {
    return process.isAlive() && !isZombie(process.pid());
  }

  private static boolean isZombie(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return stat.startsWith(" Z", stat.lastIndexOf(')') + 1);
    } catch (IOException _) {
      return false; // gone meanwhile, or no Linux
    }
  }
}

package io.signalbox.device.tool.shell;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// A process and those that it has started, ended together: first asked, then forced.
final class ProcessTree {
  private static final int GRACE_SECONDS = 2;

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
    if (!gone(members)) {
      members.addAll(members());
      members.forEach(ProcessHandle::destroyForcibly);
    }
    return gone(members);
  }

  private Set<ProcessHandle> members() {
    Set<ProcessHandle> members = new LinkedHashSet<>();
    Stream.concat(Stream.of(root), root.descendants()).forEach(members::add);
    return members;
  }

  private static boolean gone(Set<ProcessHandle> members) throws InterruptedException {
    try {
      CompletableFuture.allOf(
              members.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
          .get(GRACE_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException _) {
      return members.stream().noneMatch(ProcessHandle::isAlive);
    } catch (ExecutionException e) {
      throw new IllegalStateException("Cannot wait for the end of a process", e);
    }
  }
}

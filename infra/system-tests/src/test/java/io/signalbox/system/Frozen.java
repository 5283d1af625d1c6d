package io.signalbox.system;

import io.signalbox.stack.backing.BackingFolders;
import io.signalbox.stack.backing.PostgresData;
import io.signalbox.stack.supervise.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A server that stands still: its connections stay open, and nothing answers. Harder on clients
/// than one that is gone, as nobody tells them.
final class Frozen implements Outage {
  private final List<Long> pids;

  private Frozen(List<Long> pids) throws IOException, InterruptedException {
    this.pids = pids;
    signal("STOP");
  }

  /// Freezes the broker of a stack until this is closed.
  static Frozen kafka(Path home) throws IOException, InterruptedException {
    RunFolder.Entry broker =
        new RunFolder(BackingFolders.below(home).run())
            .entries().stream()
                .filter(each -> each.name().equals("kafka"))
                .findFirst()
                .orElseThrow();
    return new Frozen(List.of(broker.id().find().orElseThrow().pid()));
  }

  /// Freezes the database server of a stack, with all that serve its connections.
  static Frozen postgres(Path home) throws IOException, InterruptedException {
    ProcessHandle server = PostgresData.below(BackingFolders.below(home).data()).server().get();
    return new Frozen(
        Stream.concat(Stream.of(server), server.descendants()).map(ProcessHandle::pid).toList());
  }

  private void signal(String name) throws IOException, InterruptedException {
    for (long pid : pids) {
      new ProcessBuilder("sh", "-c", "kill -%s %d".formatted(name, pid)).start().waitFor();
    }
  }

  /// Lets it go on as if nothing had been.
  @Override
  public void close() throws IOException, InterruptedException {
    signal("CONT");
  }
}

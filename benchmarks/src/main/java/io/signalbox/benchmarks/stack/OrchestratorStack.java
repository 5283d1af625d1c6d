package io.signalbox.benchmarks.stack;

import io.signalbox.benchmarks.load.LoadTarget;
import io.signalbox.stack.backing.BackingFolders;
import io.signalbox.stack.backing.BackingStack;
import io.signalbox.stack.backing.FileTree;
import io.signalbox.stack.backing.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// One orchestrator without model workers, as a process on backing services of its own. All ends
/// with this object, the data included.
public final class OrchestratorStack implements AutoCloseable {
  private final Path home;
  private final BackingFolders folders;
  private final BackingStack backing;
  private final StartedService orchestrator;

  private OrchestratorStack(
      Path home, BackingFolders folders, BackingStack backing, StartedService orchestrator) {
    this.home = home;
    this.folders = folders;
    this.backing = backing;
    this.orchestrator = orchestrator;
  }

  /// Starts everything, and returns when the orchestrator says that it is ready.
  ///
  /// @param settings environment variables of the orchestrator, over everything else
  public static OrchestratorStack start(Tuning tuning, Map<String, String> settings) {
    Installation installation = Installation.find();
    Path home = newHome();
    BackingFolders folders =
        BackingFolders.below(home)
            .withPostgresBinaries(installation.testCache().resolve("postgres"));
    BackingStack backing = BackingStack.start(installation, folders, tuning.broker());
    try {
      StartedService orchestrator =
          StartedService.start(
              StartedService.ORCHESTRATOR,
              new StartedService.Place(installation, folders, backing),
              tuning.orchestrator(),
              settings);
      return new OrchestratorStack(home, folders, backing, orchestrator);
    } catch (RuntimeException e) {
      backing.close();
      throw e;
    }
  }

  private static Path newHome() {
    try {
      Path target =
          Files.createDirectories(Installation.find().root().resolve("benchmarks/target"));
      return Files.createTempDirectory(target, "stack-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where a load goes.
  public LoadTarget target() {
    return new LoadTarget(backing.kafka().bootstrapServers(), backing.registry().url());
  }

  /// The orchestrator's process.
  public ServiceProcess orchestrator() {
    return orchestrator.process();
  }

  /// Where further services are started.
  StartedService.Place place() {
    return new StartedService.Place(Installation.find(), folders, backing);
  }

  @Override
  public void close() {
    orchestrator.close();
    backing.close();
    try {
      FileTree.delete(home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

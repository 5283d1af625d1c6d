package io.signalbox.testkit;

import io.signalbox.stack.backing.BackingFolders;
import io.signalbox.stack.backing.BackingStack;
import io.signalbox.stack.backing.FileTree;
import io.signalbox.stack.backing.Installation;
import java.io.IOException;
import java.nio.file.Path;

/// Processes of our own, with their data and logs below `target/backing-services` of the module
/// under test.
record EmbeddedServices(BackingStack stack) implements BackingServices {

  static EmbeddedServices start() {
    var home = Path.of("target", "backing-services", Long.toString(ProcessHandle.current().pid()));
    var installation = Installation.find();
    var folders =
        BackingFolders.below(home)
            .withPostgresBinaries(installation.testCache().resolve("postgres"));
    var stack = BackingStack.start(installation, folders);
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> end(stack, folders), "backing-services-end"));
    return new EmbeddedServices(stack);
  }

  // The logs stay: whoever looks into a failed test wants them.
  private static void end(BackingStack stack, BackingFolders folders) {
    stack.close();
    try {
      FileTree.delete(folders.data());
    } catch (IOException e) {
      System.err.println("Cannot delete " + folders.data() + ": " + e.getMessage());
    }
  }

  @Override
  public String bootstrapServers() {
    return stack.kafka().bootstrapServers();
  }

  @Override
  public String registryUrl() {
    return stack.registry().url();
  }

  @Override
  public String postgresHost() {
    return "127.0.0.1";
  }

  @Override
  public int postgresPort() {
    return stack.postgres().port();
  }
}

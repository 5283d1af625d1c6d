package io.signalbox.system;

import io.signalbox.stack.supervise.LocalStack;
import io.signalbox.stack.supervise.ServiceInstance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/// How the stacks of these tests begin and end.
final class Stacks {
  private Stacks() {}

  /// An empty home, which is kept after the test for its logs.
  static Path home(String name) throws IOException {
    Path home = Path.of("target", name).toAbsolutePath();
    FileSystemUtils.deleteRecursively(home);
    return home;
  }

  /// Kills the services, which is sooner than an orderly end that nothing here looks at, and stops
  /// what they stand on.
  static void end(LocalStack stack) {
    Stream.of("run-orchestrator", "tool-dispatcher", "device-registry", "edge-gateway")
        .flatMap(service -> stack.instances(service).stream())
        .forEach(ServiceInstance::kill);
    stack.close();
  }
}

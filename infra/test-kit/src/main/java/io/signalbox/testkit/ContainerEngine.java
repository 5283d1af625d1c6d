package io.signalbox.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import org.testcontainers.DockerClientFactory;

/// Whether containers can be run here.
final class ContainerEngine {

  private ContainerEngine() {}

  /// Looks for a trace of an engine first: asking the client library without one takes seconds and
  /// logs errors.
  static boolean answers() {
    var configured =
        System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock"));
    return configured && DockerClientFactory.instance().isDockerAvailable();
  }
}

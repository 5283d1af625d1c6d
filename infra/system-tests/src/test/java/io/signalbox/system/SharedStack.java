package io.signalbox.system;

import io.signalbox.stack.supervise.LocalStack;
import io.signalbox.stack.supervise.ServiceInstance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/// The stack that the tests of this module share, with two orchestrators and two edges: to start
/// one takes a minute of two cores. It ends with the JVM of the tests, and its home is kept for its
/// logs.
///
/// A test class asks for it whole, may end what it likes, and finds it with the data of the classes
/// before: names of agents, devices and tools have to be its own.
final class SharedStack {
  private static final List<String> SERVICES =
      List.of("device-registry", "tool-dispatcher", "run-orchestrator", "edge-gateway");

  private static @Nullable LocalStack stack;

  private SharedStack() {}

  /// The stack with every process running.
  static synchronized LocalStack whole() throws IOException {
    LocalStack running = stack == null ? start() : stack;
    stack = running;
    SERVICES.stream()
        .flatMap(service -> running.instances(service).stream())
        .filter(instance -> !instance.process().isAlive())
        .forEach(ServiceInstance::restart);
    return running;
  }

  /// Ends every process of every service as a crash would; [#whole()] starts them again.
  static void killServices() throws IOException {
    LocalStack whole = whole();
    SERVICES.stream()
        .flatMap(service -> whole.instances(service).stream())
        .forEach(ServiceInstance::kill);
  }

  /// The stack with one process of that service, which is its only one.
  static LocalStack withOne(String service) throws IOException {
    LocalStack whole = whole();
    whole.instances(service).stream().skip(1).forEach(ServiceInstance::stop);
    return whole;
  }

  /// The folder of its data, logs and process ids.
  static Path home() {
    return Path.of("target", "shared stack").toAbsolutePath();
  }

  private static LocalStack start() throws IOException {
    FileSystemUtils.deleteRecursively(home());
    return LocalStack.builder()
        .home(home())
        .cache(DemoIT.HOME.resolve("cache")) // what it left there makes every start quicker
        .freePorts()
        .instances("run-orchestrator", 2)
        .instances("edge-gateway", 2)
        .environment("run-orchestrator", "SIGNALBOX_MODEL_LOCK", "4s")
        .environment("edge-gateway", "SIGNALBOX_EDGE_HEALTH_INTERVAL", "1s")
        .environment("tool-dispatcher", "SIGNALBOX_TOOLS_LEASE", "20s")
        .environment("tool-dispatcher", "SIGNALBOX_TOOLS_CANCELCONFIRMATION", "5s")
        .environment("device-registry", "SIGNALBOX_DEVICES_PRESENCE_PROBE", "5s")
        .start();
  }
}

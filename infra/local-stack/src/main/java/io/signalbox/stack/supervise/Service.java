package io.signalbox.stack.supervise;

import java.util.Arrays;

/// The four services of Signalbox, as the local stack starts them.
public enum Service {
  RUN_ORCHESTRATOR(
      "run-orchestrator",
      "io.signalbox.orchestrator.RunOrchestrator",
      StackPort.RUN_ORCHESTRATOR,
      "signalbox_runs"),
  TOOL_DISPATCHER(
      "tool-dispatcher",
      "io.signalbox.dispatcher.ToolDispatcher",
      StackPort.TOOL_DISPATCHER,
      "signalbox_tools"),
  DEVICE_REGISTRY(
      "device-registry",
      "io.signalbox.registry.DeviceRegistry",
      StackPort.DEVICE_REGISTRY,
      "signalbox_devices"),
  EDGE_GATEWAY("edge-gateway", "io.signalbox.edge.EdgeGateway", StackPort.EDGE, "signalbox_reader");

  private final String module;
  private final String mainClass;
  private final StackPort port;
  private final String databaseRole;

  Service(String module, String mainClass, StackPort port, String databaseRole) {
    this.module = module;
    this.mainClass = mainClass;
    this.port = port;
    this.databaseRole = databaseRole;
  }

  /// The service with that module name.
  ///
  /// @throws IllegalArgumentException naming the known ones
  public static Service named(String module) {
    return Arrays.stream(values())
        .filter(service -> service.module.equals(module))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "Expected one of %s, but it is '%s'"
                    .formatted(Arrays.stream(values()).map(Service::module).toList(), module)));
  }

  /// The name of its module, its jar, its log and its process.
  public String module() {
    return module;
  }

  String mainClass() {
    return mainClass;
  }

  StackPort port() {
    return port;
  }

  String databaseRole() {
    return databaseRole;
  }
}

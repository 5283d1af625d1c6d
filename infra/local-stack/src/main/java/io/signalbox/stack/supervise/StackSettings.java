package io.signalbox.stack.supervise;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// What one stack consists of.
///
/// @param home the folder of its data, logs and state
/// @param cache the folder of what several stacks may share: unpacked binaries, class data archives
/// @param ports where its components listen; further instances of a service take free ports
/// @param instances how many of each service; one where not named, none where 0
/// @param environment further variables per service, over everything else
record StackSettings(
    Path home,
    Path cache,
    PortPlan ports,
    Map<Service, Integer> instances,
    Map<Service, Map<String, String>> environment) {

  private static final String PARTITIONS = "SIGNALBOX_TOPIC_PARTITIONS";
  private static final String LOOPBACK = "SIGNALBOX_EDGE_LOOPBACK_WITHOUT_CREDENTIALS";

  StackSettings {
    instances = Map.copyOf(instances);
    environment = Map.copyOf(environment);
  }

  int instancesOf(Service service) {
    return instances.getOrDefault(service, 1);
  }

  String bootstrapServers() {
    return "127.0.0.1:" + ports.of(StackPort.KAFKA);
  }

  String registryUrl() {
    return "http://127.0.0.1:" + ports.of(StackPort.REGISTRY);
  }

  /// What the local stack chooses unless the caller's environment already did.
  Map<String, String> defaultEnvironment(Service service) {
    var chosen = new HashMap<String, String>();
    if (System.getenv(PARTITIONS) == null) {
      chosen.put(PARTITIONS, "4");
    }
    if (service == Service.EDGE_GATEWAY && System.getenv(LOOPBACK) == null) {
      chosen.put(LOOPBACK, "true");
    }
    return Map.copyOf(chosen);
  }
}

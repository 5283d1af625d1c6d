package io.signalbox.stack.supervise;

/// Every port of the local stack, with the environment variable that moves it.
public enum StackPort {
  EDGE("edge-gateway", "SIGNALBOX_EDGE_PORT", 18789),
  POSTGRES("postgres", "SIGNALBOX_POSTGRES_PORT", 18790),
  KAFKA("kafka", "SIGNALBOX_KAFKA_PORT", 18791),
  KAFKA_CONTROLLER("the Kafka controller", "SIGNALBOX_KAFKA_CONTROLLER_PORT", 18792),
  REGISTRY("schema-registry", "SIGNALBOX_REGISTRY_PORT", 18793),
  REGISTRY_MANAGEMENT("the schema registry's health", "SIGNALBOX_REGISTRY_MANAGEMENT_PORT", 18794),
  RUN_ORCHESTRATOR("run-orchestrator", "SIGNALBOX_RUN_ORCHESTRATOR_PORT", 18795),
  TOOL_DISPATCHER("tool-dispatcher", "SIGNALBOX_TOOL_DISPATCHER_PORT", 18796),
  DEVICE_REGISTRY("device-registry", "SIGNALBOX_DEVICE_REGISTRY_PORT", 18797);

  private final String component;
  private final String variable;
  private final int usual;

  StackPort(String component, String variable, int usual) {
    this.component = component;
    this.variable = variable;
    this.usual = usual;
  }

  /// Who listens there.
  String component() {
    return component;
  }

  /// The environment variable that sets it.
  public String variable() {
    return variable;
  }

  /// The port when nothing is set.
  public int usual() {
    return usual;
  }
}

package io.signalbox.device.tool;

import java.io.IOException;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/// Tells how the machine fares.
public final class SystemStatusTool implements Tool {
  private final String name;
  private final SystemStatus status;

  public SystemStatusTool(String name, SystemStatus status) {
    this.name = name;
    this.status = status;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Duration limit() {
    return Duration.ofSeconds(10);
  }

  @Override
  public JsonNode run(JsonNode args) throws ToolFailure, IOException {
    Arguments.of(args).done();
    return status.now();
  }
}

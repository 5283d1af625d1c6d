package io.signalbox.device.tool;

import java.time.Duration;
import tools.jackson.databind.JsonNode;

/// Gives back what it is given.
public final class EchoTool implements Tool {
  private final String name;

  public EchoTool(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Duration limit() {
    return Duration.ofSeconds(1);
  }

  @Override
  public JsonNode run(JsonNode args) {
    return args;
  }
}

package io.signalbox.device.config;

import io.signalbox.device.tool.EchoTool;
import io.signalbox.device.tool.SystemStatus;
import io.signalbox.device.tool.SystemStatusTool;
import io.signalbox.device.tool.Tool;
import io.signalbox.device.tool.Tools;
import io.signalbox.device.tool.file.FileReadTool;
import io.signalbox.device.tool.http.HttpTool;
import io.signalbox.device.tool.shell.ShellTool;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The tools of the device, made from what the configuration allows.
public final class ToolBox implements Tools, AutoCloseable {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

  private final HttpClient client =
      HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT_LIMIT)
          .build();
  private final Map<String, Tool> tools = new LinkedHashMap<>();

  /// @param status what the tools of kind `system.status` tell
  /// @throws IllegalArgumentException when a tool cannot be made, with its name and why
  public ToolBox(List<ToolSpec> specs, SystemStatus status) {
    specs.forEach(spec -> tools.put(spec.name(), make(spec, status)));
  }

  private Tool make(ToolSpec spec, SystemStatus status) {
    try {
      return switch (spec) {
        case ToolSpec.Echo echo -> new EchoTool(echo.name());
        case ToolSpec.Status its -> new SystemStatusTool(its.name(), status);
        case ToolSpec.Shell shell -> shell(shell);
        case ToolSpec.Http http -> http(http);
        case ToolSpec.FileRead read ->
            new FileReadTool(read.name(), Path.of(read.root()), read.maxBytes());
      };
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException("tool %s: %s".formatted(spec.name(), e.getMessage()), e);
    }
  }

  private static Tool shell(ToolSpec.Shell spec) {
    return new ShellTool(
        spec.name(),
        spec.run(),
        spec.parameters(),
        spec.directory() == null ? null : Path.of(spec.directory()),
        Duration.ofSeconds(spec.timeoutSeconds()));
  }

  private Tool http(ToolSpec.Http spec) {
    return new HttpTool(
        spec.name(),
        spec.origins(),
        spec.methods(),
        spec.headers(),
        Duration.ofSeconds(spec.timeoutSeconds()),
        client);
  }

  @Override
  public Optional<Tool> find(String name) {
    return Optional.ofNullable(tools.get(name));
  }

  @Override
  public List<String> names() {
    return List.copyOf(tools.keySet());
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}

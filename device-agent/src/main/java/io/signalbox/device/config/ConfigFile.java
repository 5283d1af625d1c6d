package io.signalbox.device.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The configuration file, in JSON. All of it may be left out; without any tools the device can
/// echo and tell how it fares, nothing that could do harm.
///
/// @param edge where the edge is, of http or https; default the one of a local stack
/// @param key decides which device this is; null = not told
/// @param name for people; null = not told
/// @param limits how much the device takes on
/// @param tools what it may do; nothing else is possible
public record ConfigFile(
    String edge, @Nullable String key, @Nullable String name, Limits limits, List<ToolSpec> tools) {

  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final String LOCAL_EDGE = "http://127.0.0.1:18789";

  public ConfigFile {
    edge = Objects.requireNonNullElse(edge, LOCAL_EDGE);
    limits = Objects.requireNonNullElse(limits, Limits.USUAL);
    tools = List.copyOf(Objects.requireNonNullElseGet(tools, ConfigFile::harmless));
    Set<String> names = new HashSet<>();
    for (ToolSpec tool : tools) {
      if (!names.add(tool.name())) {
        throw new IllegalArgumentException(
            "Expected tools to have names of their own, but %s is there twice"
                .formatted(tool.name()));
      }
    }
  }

  /// Nothing but defaults.
  public static ConfigFile empty() {
    return parse("{}");
  }

  private static List<ToolSpec> harmless() {
    return List.of(new ToolSpec.Echo("echo"), new ToolSpec.Status("system.status"));
  }

  /// Reads the file.
  ///
  /// @throws IllegalArgumentException when it cannot be read, with file, place and expectation
  public static ConfigFile read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new IllegalArgumentException("Cannot read the configuration: " + e, e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s: %s".formatted(file, e.getMessage()), e);
    }
  }

  /// @throws IllegalArgumentException when it is not valid, with place and expectation
  static ConfigFile parse(String json) {
    try {
      return STRICT.readValue(json, ConfigFile.class);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(place(e) + reason(e), e);
    }
  }

  // As in tools[1].run
  private static String place(JacksonException e) {
    StringBuilder path = new StringBuilder();
    for (JacksonException.Reference step : e.getPath()) {
      if (step.getPropertyName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
      }
    }
    return path.isEmpty() ? "" : path + ": ";
  }

  private static String reason(JacksonException e) {
    return e.getCause() instanceof IllegalArgumentException cause
        ? Objects.toString(cause.getMessage())
        : e.getOriginalMessage();
  }
}

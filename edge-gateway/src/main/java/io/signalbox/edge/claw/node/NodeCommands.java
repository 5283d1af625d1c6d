package io.signalbox.edge.claw.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Which commands are allowed: those of the platform and those that the settings add, but those
/// that the settings take away.
@Component
final class NodeCommands {
  private static final String DEFAULTS = "/claw/node-commands.json";

  private final Map<Platform, Set<String>> ofPlatforms = new EnumMap<>(Platform.class);
  private final NodeSettings settings;

  NodeCommands(NodeSettings settings) {
    this.settings = settings;
    JsonNode defaults = defaults();
    for (Platform platform : Platform.values()) {
      Set<String> names = new HashSet<>();
      defaults.required(platform.wireName()).forEach(name -> names.add(name.stringValue()));
      ofPlatforms.put(platform, names);
    }
  }

  private static JsonNode defaults() {
    try (InputStream in = NodeCommands.class.getResourceAsStream(DEFAULTS)) {
      return JsonMapper.shared().readTree(Objects.requireNonNull(in, DEFAULTS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whether a node may be used for a command.
  boolean allows(Platform platform, String command) {
    return !denies(command)
        && (Objects.requireNonNull(ofPlatforms.get(platform)).contains(command)
            || matches(settings.allowCommands(), command));
  }

  /// Whether no device at all may be used for a command.
  boolean denies(String command) {
    return matches(settings.denyCommands(), command);
  }

  private static boolean matches(List<String> names, String command) {
    return names.stream().anyMatch(name -> matches(name, command));
  }

  private static boolean matches(String name, String command) {
    return name.endsWith("*")
        ? command.startsWith(name.substring(0, name.length() - 1))
        : name.equals(command);
  }
}

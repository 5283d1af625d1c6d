package io.signalbox.edge.claw.node;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Which commands nodes may be used for, beside what their platform allows. A name may end in `*`.
///
/// @param allowCommands allowed on every platform
/// @param denyCommands denied on every platform, and on devices of other dialects; outranks the
///   rest
@ConfigurationProperties("signalbox.edge.nodes")
record NodeSettings(
    @DefaultValue List<String> allowCommands, @DefaultValue List<String> denyCommands) {
  NodeSettings {
    allowCommands = checked("allow-commands", allowCommands);
    denyCommands = checked("deny-commands", denyCommands);
  }

  private static List<String> checked(String setting, List<String> names) {
    for (String name : names) {
      if (name.isBlank() || name.indexOf('*') >= 0 && name.indexOf('*') < name.length() - 1) {
        throw new IllegalArgumentException(
            "Expected signalbox.edge.nodes.%s to be names, each with a * at most at its end, but got '%s'"
                .formatted(setting, name));
      }
    }
    return List.copyOf(names);
  }
}

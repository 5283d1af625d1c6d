package io.signalbox.edge.commands;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How writes are answered.
///
/// @param patience how long a write waits for what became of it, and for a reader to see it; after
///   that it is answered with where to look
@ConfigurationProperties("signalbox.edge.commands")
public record CommandSettings(@DefaultValue("5s") Duration patience) {
  public CommandSettings {
    if (!patience.isPositive()) {
      throw new IllegalArgumentException(
          "Expected signalbox.edge.commands.patience to be above 0, but got " + patience);
    }
  }
}

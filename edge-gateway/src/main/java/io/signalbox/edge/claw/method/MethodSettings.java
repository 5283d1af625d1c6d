package io.signalbox.edge.claw.method;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How operators are served.
///
/// @param runs how many runs one connection may follow at once
/// @param chatInterval how often at most the text so far of a run is sent
/// @param historyBytes how large an answer of `chat.history` may be
@ConfigurationProperties("signalbox.edge.claw.methods")
record MethodSettings(
    @DefaultValue("100") int runs,
    @DefaultValue("150ms") Duration chatInterval,
    @DefaultValue("6291456") int historyBytes) {
  MethodSettings {
    if (runs < 1 || chatInterval.toMillis() < 1 || historyBytes < 1) {
      throw new IllegalArgumentException(
          "Expected signalbox.edge.claw.methods.runs, .chat-interval and .history-bytes to be"
              + " above 0, but got %d, %s and %d".formatted(runs, chatInterval, historyBytes));
    }
  }
}

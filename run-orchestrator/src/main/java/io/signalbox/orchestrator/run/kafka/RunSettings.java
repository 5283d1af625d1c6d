package io.signalbox.orchestrator.run.kafka;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How runs are kept.
///
/// @param grace how long a run that is over stays in the stores; longer than an idempotency key is
///   honoured, so that whoever repeats a command still meets the run
@ConfigurationProperties("signalbox.runs")
public record RunSettings(@DefaultValue("25h") Duration grace) {
  public RunSettings {
    if (grace.isNegative()) {
      throw new IllegalArgumentException(
          "Expected signalbox.runs.grace to be 0 or more, but got " + grace);
    }
  }
}

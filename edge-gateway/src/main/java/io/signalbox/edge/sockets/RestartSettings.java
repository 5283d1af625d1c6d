package io.signalbox.edge.sockets;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What clients are told when this instance stops.
///
/// @param restartExpectedMs how soon it will be back, milliseconds; 0 = nobody knows
@ConfigurationProperties("signalbox.edge.shutdown")
record RestartSettings(@DefaultValue("0") long restartExpectedMs) {
  RestartSettings {
    if (restartExpectedMs < 0) {
      throw new IllegalArgumentException(
          "Expected signalbox.edge.shutdown.restart-expected-ms to be 0 or more, but got "
              + restartExpectedMs);
    }
  }
}

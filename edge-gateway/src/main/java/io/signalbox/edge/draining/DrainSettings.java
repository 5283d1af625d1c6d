package io.signalbox.edge.draining;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How an instance is stopped.
///
/// @param grace how long requests are still taken after readiness is off, so that whoever routes to
///   this instance can notice; 0 = not at all
/// @param writes how long requests that began before may take to be answered
@ConfigurationProperties("signalbox.edge.shutdown")
record DrainSettings(@DefaultValue("2s") Duration grace, @DefaultValue("10s") Duration writes) {
  DrainSettings {
    if (grace.isNegative() || writes.isNegative()) {
      throw new IllegalArgumentException(
          "Expected signalbox.edge.shutdown.grace and signalbox.edge.shutdown.writes not to be"
              + " negative, but got %s and %s".formatted(grace, writes));
    }
  }
}

package io.signalbox.kit.kafka;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How a service's streams run.
///
/// @param threads threads that share this instance's partitions
/// @param commitInterval longest wait from the end of the work to its commit, while there is more
///   work at hand; what is the last for now is committed at once ([Commits])
/// @param linger how long a record may wait to be sent with others; a commit sends all at once, so
///   it costs no latency, and saves a request for each record under load
/// @param sessionTimeout how long a dead instance keeps its partitions
/// @param transactionTimeout how long a dead instance's last transaction holds readers back
@ConfigurationProperties("signalbox.streams")
public record StreamsSettings(
    @DefaultValue("1") int threads,
    @DefaultValue("10ms") Duration commitInterval,
    @DefaultValue("5ms") Duration linger,
    @DefaultValue("6s") Duration sessionTimeout,
    @DefaultValue("5s") Duration transactionTimeout) {
  public StreamsSettings {
    if (threads < 1) {
      throw new IllegalArgumentException(
          "Expected signalbox.streams.threads to be 1 or more, but got " + threads);
    }
  }
}

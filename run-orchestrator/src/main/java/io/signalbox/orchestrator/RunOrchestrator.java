package io.signalbox.orchestrator;

import io.signalbox.kit.Instance;
import io.signalbox.kit.kafka.RetentionSettings;
import io.signalbox.kit.kafka.TopologyParts;
import io.signalbox.kit.kafka.WireConfig;
import io.signalbox.kit.projection.ViewService;
import io.signalbox.orchestrator.agent.kafka.AgentTopology;
import io.signalbox.orchestrator.run.kafka.RunTopology;
import io.signalbox.orchestrator.session.kafka.SessionTopology;
import org.apache.kafka.streams.Topology;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/// The run orchestrator: decides every step of every run, and has models called.
@SpringBootApplication
@ConfigurationPropertiesScan
public class RunOrchestrator {

  /// Starts the service.
  public static void main(String[] arguments) {
    ViewService.run(RunOrchestrator.class, arguments);
  }

  @Bean
  Topology topology(WireConfig config, Instance instance, RetentionSettings retention) {
    TopologyParts parts = new TopologyParts(config.serdes(), instance.service());
    AgentTopology.addTo(parts);
    RunTopology.addTo(parts, retention.ended());
    SessionTopology.addTo(parts, retention.ended());
    return parts.build();
  }
}

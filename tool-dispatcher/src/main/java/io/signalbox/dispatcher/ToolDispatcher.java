package io.signalbox.dispatcher;

import io.micrometer.core.instrument.MeterRegistry;
import io.signalbox.dispatcher.call.CallTimes;
import io.signalbox.dispatcher.call.kafka.DispatchTopology;
import io.signalbox.dispatcher.call.view.CallRowRetention;
import io.signalbox.dispatcher.call.view.ToolCallProjection;
import io.signalbox.kit.Instance;
import io.signalbox.kit.kafka.RetentionSettings;
import io.signalbox.kit.kafka.WireConfig;
import io.signalbox.kit.projection.ViewRetention;
import io.signalbox.kit.projection.ViewService;
import org.apache.kafka.streams.Topology;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/// Starts the service.
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class ToolDispatcher {

  public static void main(String[] args) {
    ViewService.run(ToolDispatcher.class, args);
  }

  @Bean
  CallTimes callTimes(CallSettings calls, RetentionSettings retention) {
    return calls.times(retention.ended());
  }

  @Bean
  Topology topology(WireConfig config, Instance instance, CallTimes times, MeterRegistry meters) {
    return DispatchTopology.build(config.serdes(), instance.service(), times, meters);
  }

  @Bean
  ToolCallProjection toolCallProjection() {
    return new ToolCallProjection();
  }

  @Bean
  ViewRetention callRowRetention(RetentionSettings retention) {
    return new CallRowRetention(retention.views());
  }
}

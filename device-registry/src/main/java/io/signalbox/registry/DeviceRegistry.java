package io.signalbox.registry;

import io.micrometer.core.instrument.MeterRegistry;
import io.signalbox.kit.Instance;
import io.signalbox.kit.kafka.RetentionSettings;
import io.signalbox.kit.kafka.WireConfig;
import io.signalbox.kit.projection.ViewRetention;
import io.signalbox.kit.projection.ViewService;
import io.signalbox.registry.device.kafka.DeviceTopology;
import io.signalbox.registry.device.kafka.PresenceSettings;
import io.signalbox.registry.device.view.DeviceProjection;
import io.signalbox.registry.report.view.ReportProjection;
import io.signalbox.registry.report.view.ReportRetention;
import org.apache.kafka.streams.Topology;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/// Starts the service.
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class DeviceRegistry {

  public static void main(String[] args) {
    ViewService.run(DeviceRegistry.class, args);
  }

  @Bean
  Topology topology(
      WireConfig config, Instance instance, PresenceSettings presence, MeterRegistry meters) {
    return DeviceTopology.build(config.serdes(), instance.service(), presence, meters);
  }

  @Bean
  DeviceProjection deviceProjection() {
    return new DeviceProjection();
  }

  @Bean
  ReportProjection reportProjection() {
    return new ReportProjection();
  }

  @Bean
  ViewRetention reportRetention(RetentionSettings retention) {
    return new ReportRetention(retention.views());
  }
}

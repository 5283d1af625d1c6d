package io.signalbox.registry;

import io.signalbox.kit.Instance;
import io.signalbox.kit.kafka.WireConfig;
import io.signalbox.kit.projection.ViewService;
import io.signalbox.registry.device.kafka.DeviceTopology;
import io.signalbox.registry.device.view.DeviceProjection;
import org.apache.kafka.streams.Topology;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/// Starts the service.
@SpringBootApplication(proxyBeanMethods = false)
public class DeviceRegistry {

  public static void main(String[] args) {
    ViewService.run(DeviceRegistry.class, args);
  }

  @Bean
  Topology topology(WireConfig config, Instance instance) {
    return DeviceTopology.build(config.serdes(), instance.service());
  }

  @Bean
  DeviceProjection deviceProjection() {
    return new DeviceProjection();
  }
}

package io.signalbox.edge.claw.node;

import io.signalbox.edge.claw.Method;
import io.signalbox.edge.views.DeviceReads;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The method that has two names.
@Configuration(proxyBeanMethods = false)
class NodeMethods {

  @Bean
  Method nodeListMethod(DeviceReads devices, Clock clock) {
    return new NodeList("node.list", devices, clock);
  }

  @Bean
  Method nodesMethod(DeviceReads devices, Clock clock) {
    return new NodeList("nodes", devices, clock);
  }
}

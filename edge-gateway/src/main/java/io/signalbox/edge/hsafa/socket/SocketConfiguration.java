package io.signalbox.edge.hsafa.socket;

import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;

/// Where the device socket is.
@Configuration(proxyBeanMethods = false)
class SocketConfiguration {
  private static final int BEFORE_CONTROLLERS = -1;

  @Bean
  HandlerMapping deviceSocketMapping(DeviceSocket socket) {
    return new SimpleUrlHandlerMapping(Map.of("/devices/connect", socket), BEFORE_CONTROLLERS);
  }
}

package io.signalbox.edge.hsafa.socket;

import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import reactor.netty.http.server.WebsocketServerSpec;

/// Where the device socket is, and how large its frames may be.
@Configuration(proxyBeanMethods = false)
class SocketConfiguration implements WebFluxConfigurer {
  private static final int BEFORE_CONTROLLERS = -1;

  private final SocketSettings settings;

  SocketConfiguration(SocketSettings settings) {
    this.settings = settings;
  }

  @Bean
  HandlerMapping deviceSocketMapping(DeviceSocket socket) {
    return new SimpleUrlHandlerMapping(Map.of("/devices/connect", socket), BEFORE_CONTROLLERS);
  }

  @Override
  public WebSocketService getWebSocketService() {
    int frame = Math.toIntExact(settings.frame().toBytes());
    return new HandshakeWebSocketService(
        new LoopUpgrade(() -> WebsocketServerSpec.builder().maxFramePayloadLength(frame)));
  }
}

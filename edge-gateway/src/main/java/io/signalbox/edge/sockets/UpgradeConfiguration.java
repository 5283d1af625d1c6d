package io.signalbox.edge.sockets;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;

/// Has every WebSocket upgraded in the same way.
@Configuration(proxyBeanMethods = false)
class UpgradeConfiguration implements WebFluxConfigurer {

  @Override
  public WebSocketService getWebSocketService() {
    return new HandshakeWebSocketService(new LoopUpgrade());
  }
}

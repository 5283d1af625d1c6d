package io.signalbox.edge.sockets;

import org.springframework.web.reactive.socket.WebSocketHandler;

/// A kind of WebSocket, with its own largest frame.
public interface SocketHandler extends WebSocketHandler {

  /// The largest frame that is taken, bytes; a larger one closes the socket with 1009.
  int frameLimit();
}

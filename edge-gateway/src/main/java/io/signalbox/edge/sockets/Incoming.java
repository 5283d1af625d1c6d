package io.signalbox.edge.sockets;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;
import reactor.core.publisher.Flux;

/// A frame of data that came from a peer, with a copy of its payload, as the frame is gone once the
/// next one is read.
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Incoming(boolean isText, byte[] payload) {

  /// What comes from a socket.
  ///
  /// @param heard is told of every frame, also of those that carry no data
  public static Flux<Incoming> from(WebSocketSession socket, Runnable heard) {
    return socket.receive().doOnNext(_ -> heard.run()).filter(Incoming::isData).map(Incoming::of);
  }

  private static boolean isData(WebSocketMessage message) {
    return switch (message.getType()) {
      case TEXT, BINARY -> true;
      case PING, PONG -> false;
    };
  }

  private static Incoming of(WebSocketMessage message) {
    DataBuffer buffer = message.getPayload();
    byte[] bytes = new byte[buffer.readableByteCount()];
    buffer.read(bytes);
    return new Incoming(message.getType() == WebSocketMessage.Type.TEXT, bytes);
  }
}

package io.signalbox.edge.claw;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.signalbox.edge.sockets.Channels;
import io.signalbox.edge.sockets.CloseReasons;
import io.signalbox.edge.sockets.FirstBytes;
import io.signalbox.edge.sockets.Outbox;
import io.signalbox.edge.sockets.OutboxLimits;
import org.springframework.web.reactive.socket.WebSocketSession;

/// The socket beneath a connection.
final class Transport {
  private final WebSocketSession socket;
  private final Channels channels;
  private final Channel channel;
  private final Outbox outbox;
  private Runnable guard;

  /// @param firstBytes most that the peer may send before it is known
  Transport(
      WebSocketSession socket,
      Channels channels,
      Channel channel,
      OutboxLimits limits,
      long firstBytes) {
    this.socket = socket;
    this.channels = channels;
    this.channel = channel;
    this.outbox = new Outbox(channel, limits);
    this.guard = FirstBytes.limit(channel, firstBytes);
  }

  Outbox outbox() {
    return outbox;
  }

  /// The peer is known, and may send what others may.
  void trust() {
    guard.run();
    guard = () -> {};
  }

  /// Asks for a sign of life, unless something is on its way anyhow.
  void ping() {
    if (channel.isWritable()) {
      channel.writeAndFlush(new PingWebSocketFrame(), channel.voidPromise());
    }
  }

  /// Sends what waits, or throws it away, and closes.
  ///
  /// @return false when that had been done before
  boolean close(int code, String reason, boolean discard) {
    return outbox.end(discard, () -> channels.close(socket, CloseReasons.status(code, reason)));
  }

  /// Ends the connection whatever the peer says.
  void cut() {
    var _ = channel.close();
  }
}

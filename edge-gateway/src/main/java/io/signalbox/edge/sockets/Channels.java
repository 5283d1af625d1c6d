package io.signalbox.edge.sockets;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.reactive.socket.adapter.ReactorNettyWebSocketSession;
import reactor.netty.http.server.HttpServer;

/// The network channels of this server, by id, so that a socket can be closed on its own event loop
/// and for certain.
///
/// Small buffers make a peer that does not read show soon.
@Component
public final class Channels implements NettyServerCustomizer {
  private static final int LOW_WATER = 32 * 1024;
  private static final int HIGH_WATER = 64 * 1024;
  private static final int SEND_BUFFER = 128 * 1024;
  private static final long HARD_CLOSE_SECONDS = 5;

  private final ChannelGroup open = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);

  @Override
  public HttpServer apply(HttpServer server) {
    return server
        .childOption(
            ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(LOW_WATER, HIGH_WATER))
        .childOption(ChannelOption.SO_SNDBUF, SEND_BUFFER)
        .doOnConnection(connection -> open.add(connection.channel()));
  }

  /// Closes a socket with a status; whether the peer reads it or not, the connection ends soon.
  ///
  /// The closing must not be cancelled, or the status is lost: so it stands on its own.
  public void close(WebSocketSession session, CloseStatus status) {
    Channel channel = of(session);
    if (channel != null) {
      channel
          .eventLoop()
          .execute(() -> session.close(status).subscribe(_ -> {}, _ -> end(channel)));
      var _ =
          channel.eventLoop().schedule(() -> end(channel), HARD_CLOSE_SECONDS, TimeUnit.SECONDS);
    }
  }

  /// Asks the peer of a socket for a sign of life, whatever waits to be sent.
  public void ping(WebSocketSession session) {
    Channel channel = of(session);
    if (channel != null) {
      var _ = channel.writeAndFlush(new PingWebSocketFrame());
    }
  }

  /// The channel of a socket; null once it is gone.
  public @Nullable Channel of(WebSocketSession session) {
    return session instanceof ReactorNettyWebSocketSession netty
        ? open.find(netty.getChannelId())
        : null;
  }

  private static void end(Channel channel) {
    var _ = channel.close();
  }
}

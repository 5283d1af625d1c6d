package io.signalbox.edge.sockets;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.util.ReferenceCountUtil;

/// Holds a peer that nobody knows yet to a few bytes: counts what it sends, before it is decoded,
/// and closes with 1009 when that is too much. Lets everything pass once the peer is known.
public final class FirstBytes extends ChannelInboundHandlerAdapter {
  private static final int TOO_BIG = 1009;
  private static final int SECONDS_TO_READ_IT = 1;

  /// Heads of frames, pings and the like.
  private static final int SLACK = 1024;

  private final long most;
  private long seen;
  private boolean over;

  private FirstBytes(long most) {
    this.most = most;
  }

  /// Holds a peer to a number of bytes of text from now on.
  ///
  /// @return ends that
  public static Runnable limit(Channel channel, long most) {
    FirstBytes guard = new FirstBytes(most + SLACK);
    channel.eventLoop().execute(() -> channel.pipeline().addFirst(guard));
    return () ->
        channel
            .eventLoop()
            .execute(() -> {
              if (channel.pipeline().context(guard) != null) {
                channel.pipeline().remove(guard);
              }
            });
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof ByteBuf bytes) {
      seen += bytes.readableBytes();
    }
    if (seen <= most) {
      context.fireChannelRead(message);
      return;
    }
    ReferenceCountUtil.release(message);
    if (!over) {
      over = true;
      String reason = "Expected at most %d bytes before hello-ok".formatted(most - SLACK);
      context.channel().writeAndFlush(new CloseWebSocketFrame(TOO_BIG, reason));
      // a close at once, with bytes unread, would reset the connection and lose the frame
      var _ = context.executor().schedule(() -> context.close(), SECONDS_TO_READ_IT, SECONDS);
    }
  }
}

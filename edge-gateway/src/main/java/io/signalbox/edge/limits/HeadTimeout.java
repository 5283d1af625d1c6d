package io.signalbox.edge.limits;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Gives the head of a request, from its first byte on, so much time to arrive: a client that sends
/// byte after byte is never idle, and holds a connection for ever.
///
/// Sees bytes on their way to the codec, and by [#heads] what the codec makes of them. Once the
/// codec is gone, as the connection became a socket, there are no heads to wait for.
final class HeadTimeout extends ChannelInboundHandlerAdapter {
  /// The name of [#heads] in a pipeline.
  static final String HEADS = "signalbox.heads";

  private final Duration limit;
  private final MeterRegistry meters;
  private boolean inRequest;
  private @Nullable Future<?> waiting;

  HeadTimeout(Duration limit, MeterRegistry meters) {
    this.limit = limit;
    this.meters = meters;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object bytes) {
    if (!inRequest && waiting == null) {
      begin(context);
    }
    context.fireChannelRead(bytes);
  }

  private void begin(ChannelHandlerContext context) {
    if (isHttp(context)) {
      waiting =
          context
              .executor()
              .schedule(() -> expired(context), limit.toMillis(), TimeUnit.MILLISECONDS);
    } else {
      context.pipeline().remove(this);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    arrived();
    context.fireChannelInactive();
  }

  /// The handler that goes behind the codec.
  ChannelHandler heads() {
    return new ChannelInboundHandlerAdapter() {
      @Override
      public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest) {
          arrived();
          inRequest = true;
        }
        if (message instanceof LastHttpContent) {
          inRequest = false;
        }
        context.fireChannelRead(message);
      }
    };
  }

  private void arrived() {
    Future<?> timer = waiting;
    if (timer != null) {
      timer.cancel(false);
    }
    waiting = null;
  }

  private void expired(ChannelHandlerContext context) {
    waiting = null;
    if (!inRequest && isHttp(context)) {
      meters.counter("signalbox.edge.refused", "limit", "read").increment();
      context
          .pipeline()
          .context(HEADS)
          .writeAndFlush(
              PlainAnswers.problem(
                  HttpResponseStatus.REQUEST_TIMEOUT,
                  "REQUEST_TIMEOUT",
                  "Expected a whole request within %d ms".formatted(limit.toMillis())))
          .addListener(ChannelFutureListener.CLOSE);
    }
  }

  private static boolean isHttp(ChannelHandlerContext context) {
    return context.pipeline().context(HttpServerCodec.class) != null;
  }
}

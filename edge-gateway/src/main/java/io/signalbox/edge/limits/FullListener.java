package io.signalbox.edge.limits;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.ReferenceCountUtil;

/// Refuses the first request of a connection that is one too many, and closes it; what is no HTTP
/// is closed without a word. Probes pass, or a full instance would be taken for a dead one.
final class FullListener extends ChannelInboundHandlerAdapter {
  private final MeterRegistry meters;
  private boolean refused;

  FullListener(MeterRegistry meters) {
    this.meters = meters;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (refused) {
      ReferenceCountUtil.release(message);
    } else if (message instanceof HttpRequest request && request.decoderResult().isFailure()) {
      refused = true;
      context.close();
    } else if (message instanceof HttpRequest request && !Requests.isProbe(path(request))) {
      refused = true;
      refuse(context);
    } else {
      if (message instanceof HttpRequest request) {
        request.headers().set(HttpHeaderNames.CONNECTION, "close");
      }
      context.fireChannelRead(message);
    }
  }

  private void refuse(ChannelHandlerContext context) {
    meters.counter("signalbox.edge.refused", "limit", "connections").increment();
    context
        .writeAndFlush(
            PlainAnswers.problem(
                HttpResponseStatus.SERVICE_UNAVAILABLE,
                "UNAVAILABLE",
                "This instance has as many connections as it may have; try again"))
        .addListener(ChannelFutureListener.CLOSE);
  }

  private static String path(HttpRequest request) {
    String uri = request.uri();
    int query = uri.indexOf('?');
    return query < 0 ? uri : uri.substring(0, query);
  }
}

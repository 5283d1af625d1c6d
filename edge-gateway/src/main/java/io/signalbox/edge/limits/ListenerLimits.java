package io.signalbox.edge.limits;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/// What holds for every connection before anything is known about its requests: how many there may
/// be, how large heads may be, and how long they may take to arrive. Bodies are [LimitedBody]'s:
/// the server's own timeout for requests would also end sockets.
@Component
@Order(Ordered.LOWEST_PRECEDENCE) // Spring Boot sets sizes, too, and the last one counts
final class ListenerLimits implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory> {
  private final LimitSettings settings;
  private final MeterRegistry meters;
  private final AtomicInteger open;

  ListenerLimits(LimitSettings settings, MeterRegistry meters) {
    this.settings = settings;
    this.meters = meters;
    this.open = meters.gauge("signalbox.edge.connections", new AtomicInteger());
  }

  @Override
  public void customize(NettyReactiveWebServerFactory factory) {
    factory.addServerCustomizers(this::limited);
  }

  private HttpServer limited(HttpServer server) {
    int line = Math.toIntExact(settings.uri().toBytes());
    int header = Math.toIntExact(settings.header().toBytes());
    return server
        .httpRequestDecoder(spec -> spec.maxInitialLineLength(line).maxHeaderSize(header))
        .idleTimeout(settings.idle())
        .doOnChannelInit((_, channel, _) -> opened(channel));
  }

  private void opened(Channel channel) {
    int now = open.incrementAndGet();
    channel.closeFuture().addListener(_ -> open.decrementAndGet());
    ChannelPipeline pipeline = channel.pipeline();
    HeadTimeout head = new HeadTimeout(settings.read(), meters);
    pipeline.addFirst("signalbox.bytes", head);
    if (settings.connections() > 0 && now > settings.connections()) {
      pipeline.addAfter(NettyPipeline.HttpCodec, "signalbox.full", new FullListener(meters));
    }
    pipeline.addAfter(NettyPipeline.HttpCodec, HeadTimeout.HEADS, head.heads());
  }
}

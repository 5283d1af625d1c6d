package io.signalbox.edge.hsafa;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.signalbox.edge.watch.OpenedWatch;
import io.signalbox.edge.watch.RunEventFrame;
import io.signalbox.edge.watch.WatchSettings;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/// Streams of events over SSE: a comment at once, as headers leave with the first byte; events; a
/// comment now and then; and a reason when it ends before the run does.
///
/// On a plain HTTP/1.1 connection the events go straight to the channel; anywhere else (compressed,
/// HTTP/1.0, HTTP/2, no real server) through the framework.
@Component
final class EventStream implements DisposableBean {
  private final WatchSettings settings;
  private final Counter sent;
  private final Map<EventLoop, SseLoop> loops = new ConcurrentHashMap<>();
  private final Disposable ticking;

  EventStream(WatchSettings settings, MeterRegistry meters) {
    this.settings = settings;
    this.sent = meters.counter("signalbox.edge.events.sent", "dialect", "hsafa");
    Duration shorter =
        settings.keepalive().compareTo(settings.stuckAfter()) < 0
            ? settings.keepalive()
            : settings.stuckAfter();
    long tick = Math.max(1, shorter.toMillis() / 4);
    this.ticking =
        Schedulers.parallel().schedulePeriodically(this::tick, tick, tick, TimeUnit.MILLISECONDS);
  }

  private void tick() {
    loops.values().stream()
        .filter(each -> !each.loop().isShuttingDown())
        .forEach(each -> each.loop().execute(each::tick));
  }

  @Override
  public void destroy() {
    ticking.dispose();
  }

  /// Sends a run's events until it is over, or the peer leaves.
  Mono<Void> write(ServerWebExchange exchange, String runId, OpenedWatch opened) {
    ServerHttpResponse response = exchange.getResponse();
    HttpHeaders headers = response.getHeaders();
    headers.setContentType(MediaType.TEXT_EVENT_STREAM);
    headers.setCacheControl("no-cache");
    headers.set("X-Accel-Buffering", "no");
    if (HttpMethod.HEAD.equals(exchange.getRequest().getMethod())) {
      return response.setComplete();
    }
    ChannelHandlerContext codec = plainCodec(exchange.getRequest());
    return codec == null
        ? throughFramework(exchange, runId, opened)
        : straight(response, codec, runId, opened);
  }

  private Mono<Void> straight(
      ServerHttpResponse response, ChannelHandlerContext codec, String runId, OpenedWatch opened) {
    HttpServerResponse netty = ServerHttpResponseDecorator.getNativeResponse(response);
    SseLoop loop = loops.computeIfAbsent(codec.channel().eventLoop(), SseLoop::new);
    Mono<Void> stream =
        Mono.create(sink -> {
          SseStream begun =
              new SseStream(new SseStream.Shared(settings, sent), runId, codec, loop, sink);
          loop.loop().execute(() -> begun.begin(opened));
        });
    return response.setComplete().then(Mono.defer(() -> netty.sendHeaders().then())).then(stream);
  }

  /// The context of the HTTP codec, if all that it would do with events is to frame them.
  private static @Nullable ChannelHandlerContext plainCodec(ServerHttpRequest request) {
    if (nativeRequest(request) instanceof HttpServerRequest netty
        && netty.version().equals(HttpVersion.HTTP_1_1)) {
      AtomicReference<@Nullable Channel> channel = new AtomicReference<>();
      netty.withConnection(connection -> channel.set(connection.channel()));
      Channel found = channel.get();
      return found == null ? null : plainCodec(found.pipeline());
    }
    return null;
  }

  private static @Nullable ChannelHandlerContext plainCodec(ChannelPipeline pipeline) {
    return pipeline.get(NettyPipeline.HttpCodec) instanceof HttpServerCodec
            && pipeline.get(NettyPipeline.CompressionHandler) == null
        ? pipeline.context(NettyPipeline.HttpCodec)
        : null;
  }

  private static Object nativeRequest(ServerHttpRequest request) {
    try {
      return ServerHttpRequestDecorator.getNativeRequest(request);
    } catch (IllegalArgumentException | IllegalStateException e) {
      return request; // not behind a real server
    }
  }

  private Mono<Void> throughFramework(
      ServerWebExchange exchange, String runId, OpenedWatch opened) {
    if (nativeRequest(exchange.getRequest()) instanceof HttpServerRequest netty) {
      netty.withConnection(connection ->
          connection.onWriteIdle(settings.stuckAfter().toMillis(), connection::dispose));
    }
    ServerHttpResponse response = exchange.getResponse();
    return response.writeAndFlushWith(
        bytes(runId, opened).map(each -> Mono.just(response.bufferFactory().wrap(each))));
  }

  private Flux<byte[]> bytes(String runId, OpenedWatch opened) {
    AtomicLong last = new AtomicLong(opened.after());
    Sinks.Empty<Void> done = Sinks.empty();
    Flux<byte[]> events =
        opened
            .frames()
            .map(frame -> encoded(frame, last))
            .onErrorResume(failure -> Flux.just(SseBytes.failed(runId, failure, last.get())))
            .doFinally(_ -> done.tryEmitEmpty());
    Flux<byte[]> alive =
        Flux.interval(settings.keepalive())
            .onBackpressureDrop()
            .map(_ -> SseBytes.KEEPALIVE)
            .takeUntilOther(done.asMono());
    return Flux.merge(1, events, alive).startWith(SseBytes.HELLO);
  }

  private byte[] encoded(RunEventFrame frame, AtomicLong last) {
    last.set(frame.seq());
    sent.increment();
    return frame.encodedBy(EventJson.SSE);
  }
}

package io.signalbox.benchmarks.edge.watchers;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.signalbox.benchmarks.edge.Loops;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All connections of this process. One thread serves them: what it cannot take in would not be
/// measured either way, and the other processor is the edge's.
final class Fleet implements AutoCloseable {
  private static final long PAUSE_MILLIS = 2;
  private static final int PER_SOURCE = 5_000;

  private final EventLoopGroup loops = Loops.threads(1);
  private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final Receipts receipts = new Receipts();
  private final Sample sample = new Sample();
  private final List<Opening> openings = new ArrayList<>();
  private int opened;

  /// What a connection speaks.
  enum Kind {
    /// A stream of the edge.
    SSE,
    /// An operator's socket; without runs it only stays.
    SOCKET,
    /// The floor's bytes.
    BARE
  }

  /// Connections to open.
  record Wish(Kind kind, int port, int count, int atOnce, int seconds, List<String> runs) {}

  /// Opens connections, each to the next of the runs, and returns when all are ready or failed.
  Opening open(Wish wish) throws InterruptedException {
    Opening opening = new Opening(wish.atOnce());
    openings.add(opening);
    long end = System.nanoTime() + wish.seconds() * 1_000_000_000L;
    for (int i = 0; i < wish.count() && opening.turn(end); i++) {
      connect(wish, opening, i);
    }
    while (opening.readyCount() + opening.failedCount() < wish.count() && System.nanoTime() < end) {
      Thread.sleep(PAUSE_MILLIS);
    }
    return opening;
  }

  private void connect(Wish wish, Opening opening, int index) {
    Sample wanted = index == 0 ? sample : null;
    new Bootstrap()
        .group(loops)
        .channel(Loops.client())
        .option(ChannelOption.TCP_NODELAY, true)
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                channels.add(channel);
                channel.pipeline().addLast(handler(wish, opening, index, wanted));
              }
            })
        .connect(new InetSocketAddress("127.0.0.1", wish.port()), source())
        .addListener(connected -> {
          if (!connected.isSuccess()) {
            opening.failed(false, String.valueOf(connected.cause()));
          }
        });
  }

  private ChannelHandler handler(Wish wish, Opening opening, int index, @Nullable Sample wanted) {
    String run = wish.runs().isEmpty() ? "" : wish.runs().get(index % wish.runs().size());
    return switch (wish.kind()) {
      case SSE ->
          new Watcher(
              opening, receipts, get(wish.port(), "/api/runs/" + run + "/stream?since=0"), wanted);
      case BARE -> new Watcher(opening, receipts, get(wish.port(), "/"), wanted);
      case SOCKET -> new SocketWatcher(opening, receipts, upgrade(wish.port()), run, wanted);
    };
  }

  private static String get(int port, String path) {
    return "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAccept: text/event-stream\r\n\r\n"
        .formatted(path, port);
  }

  private static String upgrade(int port) {
    return ("GET /gateway HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\n"
            + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n")
        .formatted(port);
  }

  /// Ports of one address run short with many connections; Linux has a whole net of them.
  private @Nullable SocketAddress source() {
    int block = opened++ / PER_SOURCE;
    return block == 0 ? null : new InetSocketAddress("127.0.0." + (1 + block % 200), 0);
  }

  /// Counts events of this round from now on.
  void begin(int round) throws InterruptedException {
    sample.clear();
    loops.submit(() -> receipts.begin(round)).sync();
  }

  /// Waits for events of the round; what is missing after that time does not come.
  Received await(long count, int seconds) throws InterruptedException {
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    while (receipts.count() < count && System.nanoTime() < end) {
      Thread.sleep(PAUSE_MILLIS);
    }
    Received[] received = new Received[1];
    loops.submit(() -> received[0] = Received.of(receipts)).sync();
    return received[0];
  }

  byte[] sample() {
    return sample.bytes();
  }

  void closeAll() throws InterruptedException {
    openings.forEach(Opening::end);
    openings.clear();
    channels.close().sync();
    opened = 0;
  }

  @Override
  public void close() {
    openings.forEach(Opening::end);
    loops.shutdownGracefully();
  }
}

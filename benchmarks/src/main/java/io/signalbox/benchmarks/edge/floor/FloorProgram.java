package io.signalbox.benchmarks.edge.floor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.ReferenceCountUtil;
import io.signalbox.benchmarks.edge.Loops;
import io.signalbox.benchmarks.edge.watchers.Mark;
import io.signalbox.benchmarks.load.Pace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A bare Netty server: whoever sends it something gets each event from then on, one write and one
/// flush for each socket. Told by lines on standard input, and ends with it.
///
/// ```
/// port                           -> port N
/// event BASE64                   -> event BYTES      what an event looks like, with a mark in it
/// send ROUND COUNT PER_SECOND    -> sent COUNT       0 a second = as fast as it can
/// ```
public final class FloorProgram {
  private static final int BACKLOG = 4_096;
  private static final String HELLO = "HTTP/1.1 200 OK\r\n\r\n";

  private final Map<EventLoop, List<Channel>> watchers = new ConcurrentHashMap<>();
  private byte[] event = new byte[0];
  private int markAt;

  private FloorProgram() {}

  /// Serves until standard input ends.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    EventLoopGroup loops = Loops.threads(Runtime.getRuntime().availableProcessors());
    FloorProgram floor = new FloorProgram();
    Channel server = floor.listen(loops);
    try (var in = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        System.out.println(floor.answer(server, line.split(" ")));
        System.out.flush();
      }
    } finally {
      loops.shutdownGracefully();
    }
  }

  private String answer(Channel server, String[] words) {
    return switch (words[0]) {
      case "port" -> "port " + ((InetSocketAddress) server.localAddress()).getPort();
      case "event" -> {
        event = Base64.getDecoder().decode(words[1]);
        markAt = new String(event, ISO_8859_1).indexOf(Mark.SIGN);
        yield "event " + event.length;
      }
      case "send" -> {
        send(Integer.parseInt(words[1]), Integer.parseInt(words[2]), Integer.parseInt(words[3]));
        yield "sent " + words[2];
      }
      default -> "Expected a command, but got " + words[0];
    };
  }

  private Channel listen(EventLoopGroup loops) throws InterruptedException {
    return new ServerBootstrap()
        .group(loops)
        .channel(Loops.server())
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childHandler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new Joining());
              }
            })
        .bind("127.0.0.1", 0)
        .sync()
        .channel();
  }

  private void send(int round, int count, int perSecond) {
    Pace.steadily(count, perSecond, _ -> send(bytes(round)));
  }

  private ByteBuf bytes(int round) {
    byte[] marked = event.clone();
    byte[] mark = Mark.now(round).getBytes(UTF_8);
    System.arraycopy(mark, 0, marked, markAt, mark.length);
    return ByteBufAllocator.DEFAULT.directBuffer(marked.length).writeBytes(marked);
  }

  private void send(ByteBuf bytes) {
    for (Map.Entry<EventLoop, List<Channel>> each : watchers.entrySet()) {
      ByteBuf shared = bytes.retain();
      each.getKey()
          .execute(() -> {
            for (Channel channel : each.getValue()) {
              channel.writeAndFlush(shared.retainedDuplicate(), channel.voidPromise());
            }
            shared.release();
          });
    }
    bytes.release();
  }

  /// Greets with an event, so that the peer knows that it is joined.
  private final class Joining extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ReferenceCountUtil.release(message);
      context.write(context.alloc().buffer().writeBytes(HELLO.getBytes(UTF_8)));
      context.writeAndFlush(bytes(1));
      watchers
          .computeIfAbsent(context.channel().eventLoop(), _ -> new ArrayList<>())
          .add(context.channel());
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      watchers.getOrDefault(context.channel().eventLoop(), List.of()).remove(context.channel());
    }
  }
}

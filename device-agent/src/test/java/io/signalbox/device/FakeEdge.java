package io.signalbox.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// An edge with one device socket, whose every word a test decides.
final class FakeEdge implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final MultiThreadIoEventLoopGroup loop =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final List<JsonNode> frames = new CopyOnWriteArrayList<>();
  private final List<Channel> connections = new CopyOnWriteArrayList<>();
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private final Channel server;
  private final boolean acks;
  private volatile boolean answers = true;

  /// @param acks whether it says that it acknowledges results
  FakeEdge(boolean acks) {
    this.acks = acks;
    this.server =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel
                        .pipeline()
                        .addLast(new HttpServerCodec())
                        .addLast(new HttpObjectAggregator(65_536))
                        .addLast(
                            new WebSocketServerProtocolHandler(
                                "/devices/connect", null, true, 65_536))
                        .addLast(new WebSocketFrameAggregator(65_536))
                        .addLast(new Talk());
                  }
                })
            .bind("127.0.0.1", 0)
            .syncUninterruptibly()
            .channel();
  }

  private final class Talk extends SimpleChannelInboundHandler<TextWebSocketFrame> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
      JsonNode read = JSON.readTree(frame.text());
      frames.add(read);
      if (type(read).equals("ping") && answers) {
        var _ = context.writeAndFlush(new TextWebSocketFrame("{\"type\": \"pong\"}"));
      }
      if (type(read).equals("device.register") && answers) {
        ObjectNode answer = JSON.createObjectNode().put("type", "device.registered");
        ObjectNode data = answer.putObject("data").put("deviceId", "d1").put("sessionId", "s1");
        if (acks) {
          data.put("acks", true);
        }
        var _ = context.writeAndFlush(new TextWebSocketFrame(answer.toString()));
      }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof HandshakeComplete opened) {
        authorizations.add(String.valueOf(opened.requestHeaders().get("authorization")));
        connections.add(context.channel());
      }
    }
  }

  String url() {
    return "http://127.0.0.1:" + ((InetSocketAddress) server.localAddress()).getPort();
  }

  /// From now on registrations and pings are answered, or nothing is, as if the connection were
  /// half open.
  void answer(boolean each) {
    answers = each;
  }

  List<String> authorizations() {
    return List.copyOf(authorizations);
  }

  void send(ObjectNode frame) {
    var _ = connections.getLast().writeAndFlush(new TextWebSocketFrame(frame.toString()));
  }

  void request(String callId, String tool, String args) {
    request(callId, tool, args, null, null);
  }

  void request(
      String callId, String tool, String args, @Nullable String deadline, @Nullable String lease) {
    ObjectNode frame = JSON.createObjectNode().put("type", "tool.call.request");
    ObjectNode data =
        frame.putObject("data").put("runId", "r1").put("callId", callId).put("toolName", tool);
    data.set("args", JSON.readTree(args));
    if (deadline != null) {
      data.put("deadline", deadline);
    }
    if (lease != null) {
      data.put("lease", lease).put("epoch", 1);
    }
    send(frame);
  }

  void cancel(String callId) {
    ObjectNode frame = JSON.createObjectNode().put("type", "tool.call.cancel");
    frame.putObject("data").put("runId", "r1").put("callId", callId).put("reason", "no need");
    send(frame);
  }

  void acknowledge(String callId) {
    ObjectNode frame = JSON.createObjectNode().put("type", "tool.result.ack");
    frame.putObject("data").put("callId", callId);
    send(frame);
  }

  void refuse(String callId, String code) {
    send(
        JSON.createObjectNode()
            .put("type", "error")
            .put("error", "no")
            .put("code", code)
            .put("callId", callId));
  }

  /// Cuts the newest connection, without a word.
  void cut() {
    connections.getLast().close().syncUninterruptibly();
  }

  /// Closes the newest connection.
  void closeWith(int code, String reason) {
    var _ = connections.getLast().writeAndFlush(new CloseWebSocketFrame(code, reason));
  }

  /// The data of the n-th registration, from 1.
  JsonNode registration(int n) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(of("device.register")).hasSizeGreaterThanOrEqualTo(n));
    return of("device.register").get(n - 1).get("data");
  }

  /// The data of the n-th frame about a call, from 1.
  JsonNode about(String callId, String type, int n) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(about(callId, type)).hasSizeGreaterThanOrEqualTo(n));
    return about(callId, type).get(n - 1);
  }

  JsonNode result(String callId) {
    return about(callId, "tool.result", 1);
  }

  /// The data of all frames of a type about a call.
  List<JsonNode> about(String callId, String type) {
    return of(type).stream()
        .filter(frame -> callId(frame).equals(callId))
        .map(frame -> frame.get("data"))
        .toList();
  }

  List<JsonNode> of(String type) {
    return frames.stream().filter(frame -> type(frame).equals(type)).toList();
  }

  private static String type(JsonNode frame) {
    return frame.path("type").asString("");
  }

  private static String callId(JsonNode frame) {
    return frame.path("data").path("callId").asString("");
  }

  @Override
  public void close() {
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}

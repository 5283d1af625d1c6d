package io.signalbox.benchmarks.edge.watchers;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One operator's socket: upgrade, challenge, connect, `runs.watch`, then whatever comes. It is
/// ready with its first event, or once connected when it watches nothing.
final class SocketWatcher extends ByteToMessageDecoder {
  private static final int FINAL = 0x80;
  private static final int MASKED = 0x80;
  private static final int TEXT = 1;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;
  private static final int SHORT = 126;
  private static final int LONG = 127;
  private static final String CONNECT =
      """
      {"type":"req","id":"1","method":"connect","params":{"minProtocol":3,"maxProtocol":3,\
      "client":{"id":"benchmarks","version":"1","platform":"java","mode":"cli"},\
      "role":"operator","scopes":["operator.read"]}}\
      """;
  private static final String WATCH =
      """
      {"type":"req","id":"2","method":"runs.watch","params":{"runId":"%s","since":0}}\
      """;

  private final Opening opening;
  private final Receipts receipts;
  private final MarkReader marks;
  private final String request;
  private final String run;
  private final @Nullable Sample sample;
  private Phase phase = Phase.UPGRADING;
  private long now;

  private enum Phase {
    UPGRADING,
    CONNECTING,
    ASKING,
    READY,
    ENDED
  }

  /// @param run what is watched; empty = nothing
  SocketWatcher(
      Opening opening, Receipts receipts, String request, String run, @Nullable Sample sample) {
    this.opening = opening;
    this.receipts = receipts;
    this.marks = new MarkReader(receipts);
    this.request = request;
    this.run = run;
    this.sample = sample;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    context.writeAndFlush(ByteBufUtil.writeUtf8(context.alloc(), request), context.voidPromise());
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
    now = Mark.micros();
    if (sample != null && phase == Phase.READY) {
      sample.take((ByteBuf) message);
    }
    super.channelRead(context, message);
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (phase == Phase.UPGRADING) {
      upgrade(context, in);
    } else {
      frame(context, in);
    }
  }

  private void upgrade(ChannelHandlerContext context, ByteBuf in) {
    String text = in.toString(UTF_8);
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      return;
    }
    if (!text.startsWith("HTTP/1.1 101")) {
      fail(context, text);
    } else {
      phase = Phase.CONNECTING;
    }
    in.skipBytes(end + "\r\n\r\n".length());
  }

  /// Takes one frame, once it is there in whole.
  private void frame(ChannelHandlerContext context, ByteBuf in) {
    int start = in.readerIndex();
    if (in.readableBytes() < 2) {
      return;
    }
    int length = in.getByte(start + 1) & 0x7f;
    int head = length < SHORT ? 2 : length == SHORT ? 4 : 10;
    if (in.readableBytes() < head) {
      return;
    }
    if (length == SHORT) {
      length = in.getUnsignedShort(start + 2);
    } else if (length == LONG) {
      length = Math.toIntExact(in.getLong(start + 2));
    }
    if (in.readableBytes() < head + length) {
      return;
    }
    take(context, in, in.getByte(start) & 0xf, start + head, length);
    in.skipBytes(head + length);
  }

  private void take(ChannelHandlerContext context, ByteBuf in, int kind, int from, int length) {
    switch (kind) {
      case TEXT -> text(context, in, from, length);
      case PING -> send(context, PONG, in.retainedSlice(from, length));
      case CLOSE -> fail(context, "close " + in.toString(from, length, UTF_8));
      default -> {}
    }
  }

  private void text(ChannelHandlerContext context, ByteBuf in, int from, int length) {
    switch (phase) {
      case READY -> event(context, in, from, length);
      case CONNECTING -> challenged(context, in.toString(from, length, UTF_8));
      case ASKING -> {
        if (run.isEmpty()) {
          connected(context, in.toString(from, length, UTF_8));
        } else if (marks.read(in, from, from + length, now) > 0) {
          ready();
        } else {
          refused(context, in.toString(from, length, UTF_8));
        }
      }
      case UPGRADING, ENDED -> {}
    }
  }

  private void challenged(ChannelHandlerContext context, String text) {
    if (text.contains("connect.challenge")) {
      say(context, CONNECT);
      phase = Phase.ASKING;
    }
  }

  private void connected(ChannelHandlerContext context, String text) {
    refused(context, text);
    if (phase == Phase.ASKING && text.contains("hello-ok")) {
      ready();
    }
  }

  private void ready() {
    phase = Phase.READY;
    opening.ready();
  }

  /// Looks for an answer; goes on when it is good.
  private void refused(ChannelHandlerContext context, String text) {
    if (text.startsWith("{\"type\":\"res\"") && text.contains("\"ok\":false")) {
      fail(context, text);
    } else if (!run.isEmpty() && text.contains("hello-ok")) {
      say(context, WATCH.formatted(run));
    }
  }

  private void event(ChannelHandlerContext context, ByteBuf in, int from, int length) {
    if (marks.read(in, from, from + length, now) == 0 && !run.isEmpty()) {
      String text = in.toString(from, Math.min(length, 200), UTF_8);
      if (text.contains("\"run.end\"") && !opening.isOver()) {
        fail(context, text);
      }
    }
  }

  private static void say(ChannelHandlerContext context, String text) {
    send(context, TEXT, ByteBufUtil.writeUtf8(context.alloc(), text));
  }

  /// A frame of a client is masked; with zeros that changes nothing.
  private static void send(ChannelHandlerContext context, int kind, ByteBuf payload) {
    int length = payload.readableBytes();
    ByteBuf head = context.alloc().buffer().writeByte(FINAL | kind);
    if (length < SHORT) {
      head.writeByte(MASKED | length);
    } else {
      head.writeByte(MASKED | SHORT).writeShort(length);
    }
    context.write(head.writeInt(0));
    context.writeAndFlush(payload);
  }

  private void fail(ChannelHandlerContext context, String why) {
    if (phase != Phase.ENDED && !opening.isOver()) {
      receipts.lost();
      opening.failed(phase == Phase.READY, why);
    }
    phase = Phase.ENDED;
    context.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    fail(context, "closed");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    fail(context, cause.toString());
  }
}

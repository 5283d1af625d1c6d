package io.signalbox.benchmarks.edge.watchers;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;

/// One stream that is watched: a GET, then whatever comes. It is ready with its first event.
final class Watcher extends ChannelInboundHandlerAdapter {
  private static final ByteBuf ERROR = ascii("event: error");
  private static final ByteBuf OK = ascii("HTTP/1.1 200");

  private final Opening opening;
  private final Receipts receipts;
  private final MarkReader marks;
  private final String request;
  private final @Nullable Sample sample;
  private boolean answered;

  /// @param sample takes all bytes too; null = nobody wants them
  Watcher(Opening opening, Receipts receipts, String request, @Nullable Sample sample) {
    this.opening = opening;
    this.receipts = receipts;
    this.marks = new MarkReader(receipts);
    this.request = request;
    this.sample = sample;
  }

  private static ByteBuf ascii(String text) {
    return Unpooled.unreleasableBuffer(Unpooled.copiedBuffer(text, UTF_8));
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    context.writeAndFlush(ByteBufUtil.writeUtf8(context.alloc(), request), context.voidPromise());
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    try {
      long now = Mark.micros();
      if (!answered) {
        answer(context, bytes);
      }
      boolean wasReady = marks.hasFound();
      int found = marks.read(bytes, bytes.readerIndex(), bytes.writerIndex(), now);
      if (found == 0 && ByteBufUtil.indexOf(ERROR, bytes) >= 0) {
        ended(bytes.toString(UTF_8));
      } else if (!wasReady && marks.hasFound()) {
        opening.ready();
      }
      if (sample != null) {
        sample.take(bytes);
      }
    } finally {
      bytes.release();
    }
  }

  private void answer(ChannelHandlerContext context, ByteBuf bytes) {
    answered = true;
    if (!ByteBufUtil.equals(bytes, bytes.readerIndex(), OK, 0, OK.readableBytes())) {
      ended(bytes.toString(UTF_8));
      context.close();
    }
  }

  private void ended(String why) {
    receipts.lost();
    opening.failed(marks.hasFound(), why);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (!opening.isOver()) {
      ended("closed");
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    ended(cause.toString());
    context.close();
  }
}

package io.signalbox.edge.hsafa;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.signalbox.edge.hsafa.problem.Problem;
import io.signalbox.edge.hsafa.problem.ProblemCode;
import io.signalbox.edge.hsafa.problem.Problems;
import io.signalbox.edge.watch.Batch;
import io.signalbox.edge.watch.RunEventFrame;
import io.signalbox.edge.watch.WatchEndedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The bytes of an SSE stream, bare or as a chunk of HTTP/1.1.
final class SseBytes {
  static final byte[] HELLO = ": connected\n\n".getBytes(UTF_8);
  static final byte[] KEEPALIVE = ": keepalive\n\n".getBytes(UTF_8);
  private static final Logger LOGGER = LoggerFactory.getLogger(SseBytes.class);
  private static final int FRAMING = 12;

  private SseBytes() {}

  /// Why a stream ends before its run does, and where to come back.
  ///
  /// @param last seq of the last event that was sent
  static byte[] failed(String runId, Throwable failure, long last) {
    Problem problem = Problems.of(failure);
    ObjectNode data = JsonMapper.shared().createObjectNode();
    data.put("error", problem.detail());
    data.put("code", problem.code().wireName());
    data.put("runId", runId);
    data.put("lastId", Long.toString(last));
    problem.extras().forEach(data::putPOJO);
    if (failure instanceof WatchEndedException ended) {
      data.put("code", ended.reason().name());
      if (ended.oldest() > 0) {
        data.put("oldestId", Long.toString(ended.oldest()));
      }
    } else if (problem.code() == ProblemCode.INTERNAL) {
      LOGGER
          .atError()
          .addKeyValue("runId", runId)
          .setCause(failure)
          .log("a stream of events failed");
    }
    return ("event: error\ndata: " + data + "\n\n").getBytes(UTF_8);
  }

  /// Events as one chunk.
  static ByteBuf chunk(ByteBufAllocator buffers, Batch batch) {
    int length = 0;
    for (RunEventFrame frame : batch.frames()) {
      length += frame.encodedBy(EventJson.SSE).length;
    }
    ByteBuf chunk = buffers.directBuffer(length + FRAMING);
    begin(chunk, length);
    for (RunEventFrame frame : batch.frames()) {
      chunk.writeBytes(frame.encodedBy(EventJson.SSE));
    }
    return end(chunk);
  }

  /// Bytes as one chunk.
  static ByteBuf chunk(byte[] bytes) {
    ByteBuf chunk = Unpooled.directBuffer(bytes.length + FRAMING);
    begin(chunk, bytes.length);
    chunk.writeBytes(bytes);
    return end(chunk);
  }

  private static void begin(ByteBuf chunk, int length) {
    chunk.writeCharSequence(Integer.toHexString(length), US_ASCII);
    end(chunk);
  }

  private static ByteBuf end(ByteBuf chunk) {
    return chunk.writeByte('\r').writeByte('\n');
  }
}

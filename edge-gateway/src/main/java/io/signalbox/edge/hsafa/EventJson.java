package io.signalbox.edge.hsafa;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.signalbox.edge.watch.FrameCodec;
import io.signalbox.edge.watch.RunEventFrame;
import tools.jackson.databind.node.JsonNodeFactory;

/// One event of a run as this dialect writes it, alone or in a stream.
final class EventJson {
  /// The event as an SSE frame.
  static final FrameCodec SSE = frame -> sse(frame).getBytes(UTF_8);

  private EventJson() {}

  /// The event as a JSON object on one line.
  static String of(RunEventFrame frame) {
    return """
    {"id":"%d","runId":%s,"seq":%d,"type":%s,"ts":%s,"data":%s}\
    """
        .formatted(
            frame.seq(),
            quoted(frame.runId()),
            frame.seq(),
            quoted(frame.type()),
            quoted(frame.ts()),
            frame.data());
  }

  private static String sse(RunEventFrame frame) {
    return "id: " + frame.seq() + "\nevent: hsafa\ndata: " + of(frame) + "\n\n";
  }

  private static String quoted(String text) {
    return JsonNodeFactory.instance.stringNode(text).toString();
  }
}

package io.signalbox.edge.hsafa;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.signalbox.edge.watch.FrameCodec;
import io.signalbox.edge.watch.RunEventFrame;
import tools.jackson.databind.node.JsonNodeFactory;

/// One event of a run as this dialect writes it, alone or in a stream.
final class EventJson {
  /// The event as an SSE frame.
  static final FrameCodec SSE = frame -> sse(frame).getBytes(UTF_8);

  private static final int ROOM = 250;
  private static final char DEL = 127;

  private EventJson() {}

  /// The event as a JSON object on one line.
  static String of(RunEventFrame frame) {
    return append(new StringBuilder(frame.data().length() + ROOM), frame).toString();
  }

  private static String sse(RunEventFrame frame) {
    StringBuilder text = new StringBuilder(frame.data().length() + ROOM);
    text.append("id: ").append(frame.seq()).append("\nevent: hsafa\ndata: ");
    return append(text, frame).append("\n\n").toString();
  }

  private static StringBuilder append(StringBuilder text, RunEventFrame frame) {
    text.append("{\"id\":\"").append(frame.seq()).append("\",\"runId\":");
    quote(text, frame.runId()).append(",\"seq\":").append(frame.seq()).append(",\"type\":");
    quote(text, frame.type()).append(",\"ts\":");
    return quote(text, frame.ts()).append(",\"data\":").append(frame.data()).append('}');
  }

  private static StringBuilder quote(StringBuilder text, String value) {
    boolean plain = value.chars().allMatch(c -> c >= ' ' && c < DEL && c != '"' && c != '\\');
    return plain
        ? text.append('"').append(value).append('"')
        : text.append(JsonNodeFactory.instance.stringNode(value));
  }
}

package io.signalbox.edge.claw.method;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.signalbox.edge.claw.EventFrame;
import io.signalbox.edge.watch.FrameCodec;
import io.signalbox.edge.watch.RunEventFrame;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/// Events of runs as frames of the socket. What all watchers get alike is encoded once.
final class RunCodec {
  static final String RUN = "run";
  static final String AGENT = "agent";

  private static final FrameCodec RUN_BYTES = frame -> text(frame).getBytes(UTF_8);
  private static final FrameCodec AGENT_BYTES =
      frame -> EventFrame.encode(AGENT, AgentEvents.of(frame));

  /// What ends every frame: payload and frame are objects.
  private static final int CLOSING = "}}".length();

  private RunCodec() {}

  /// The canonical event, as it is in the log.
  static EventFrame canonical(RunEventFrame frame) {
    return EventFrame.encoded(RUN, frame.encodedBy(RUN_BYTES));
  }

  /// The event as agents' clients know it.
  ///
  /// @param sessionKey goes into the payload; null = the run is of no session
  static EventFrame agent(RunEventFrame frame, @Nullable String sessionKey) {
    byte[] shared = frame.encodedBy(AGENT_BYTES);
    return EventFrame.encoded(AGENT, sessionKey == null ? shared : extended(shared, sessionKey));
  }

  private static byte[] extended(byte[] frame, String sessionKey) {
    byte[] field = (",\"sessionKey\":" + quoted(sessionKey) + "}}").getBytes(UTF_8);
    byte[] longer = new byte[frame.length - CLOSING + field.length];
    System.arraycopy(frame, 0, longer, 0, frame.length - CLOSING);
    System.arraycopy(field, 0, longer, frame.length - CLOSING, field.length);
    return longer;
  }

  private static String text(RunEventFrame frame) {
    return """
    {"type":"event","event":"run","payload":{"runId":%s,"seq":%d,"type":%s,"ts":%s,"data":%s}}\
    """
        .formatted(
            quoted(frame.runId()),
            frame.seq(),
            quoted(frame.type()),
            quoted(frame.ts()),
            frame.data());
  }

  private static String quoted(String text) {
    return JsonNodeFactory.instance.stringNode(text).toString();
  }
}

package io.signalbox.device.link;

import io.signalbox.device.call.CallRequest;
import io.signalbox.device.call.FailureCode;
import io.signalbox.device.call.Lease;
import io.signalbox.device.call.Outcome;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The frames that a device sends.
public final class Frames {

  /// What an edge takes in one frame, and a little less; a larger one would cost the connection.
  static final int MOST_BYTES = 64_000;

  static final String PING = frame("ping").toString();

  private Frames() {}

  /// Who the device is, what it can do and which calls it holds.
  public static String register(Registration registration) {
    ObjectNode frame = frame("device.register");
    ObjectNode data = frame.putObject("data");
    data.put("deviceKey", registration.key()).put("displayName", registration.name());
    ObjectNode capabilities = data.putObject("capabilities");
    registration.tools().forEach(capabilities.putArray("tools")::add);
    capabilities.set("resources", registration.resources());
    registration.calls().forEach(data.putArray("calls")::add);
    return frame.toString();
  }

  /// What came of a call; a failure that says so where the result does not fit into a frame.
  public static String result(CallRequest call, Outcome outcome) {
    String frame = resultFrame(call, outcome);
    int bytes = frame.getBytes(StandardCharsets.UTF_8).length;
    return bytes <= MOST_BYTES
        ? frame
        : resultFrame(
            call,
            new Outcome.Failed(
                FailureCode.RESULT_TOO_LARGE,
                "Expected the result to fit into a frame of %d bytes, but it takes %d"
                    .formatted(MOST_BYTES, bytes)));
  }

  private static String resultFrame(CallRequest call, Outcome outcome) {
    ObjectNode frame = frame("tool.result");
    ObjectNode data = about(frame, call.runId(), call.callId(), call.lease());
    switch (outcome) {
      case Outcome.Succeeded succeeded -> data.set("result", succeeded.result());
      case Outcome.Failed failed ->
          data.put("error", failed.message()).put("code", failed.code().name());
    }
    return frame.toString();
  }

  /// The call is still in hand.
  public static String progress(CallRequest call) {
    ObjectNode frame = frame("tool.progress");
    about(frame, call.runId(), call.callId(), call.lease());
    return frame.toString();
  }

  /// The answer to a cancel frame.
  ///
  /// @param stopped whether nothing of the call runs, and it did not run to its end
  public static String canceled(String runId, String callId, Lease lease, boolean stopped) {
    ObjectNode frame = frame("tool.canceled");
    about(frame, runId, callId, lease).put("stopped", stopped);
    return frame.toString();
  }

  private static ObjectNode about(ObjectNode frame, String runId, String callId, Lease lease) {
    ObjectNode data = frame.putObject("data").put("runId", runId).put("callId", callId);
    lease.addTo(data);
    return data;
  }

  private static ObjectNode frame(String type) {
    return JsonMapper.shared().createObjectNode().put("type", type);
  }
}

package io.signalbox.stack.demo;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A device that offers one tool over a WebSocket, in a process of its own. It reconnects whenever
/// its connection ends, until it is ended itself.
///
/// Usage: `java … io.signalbox.stack.demo.SimulatedDevice EDGE_URL DEVICE_KEY TOOL`. Public for the
/// tether alone.
public final class SimulatedDevice {

  /// How the line begins that tells of being accepted.
  static final String REGISTERED = "registered as ";

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final long RECONNECT_MILLIS = 500;
  private static final Duration PING_EVERY = Duration.ofSeconds(20);

  private final URI socket;
  private final String key;
  private final String tool;
  private final AnsweredCalls answered = new AnsweredCalls();

  private SimulatedDevice(URI edge, String key, String tool) {
    this.socket =
        URI.create("ws://%s:%d/devices/connect".formatted(edge.getHost(), edge.getPort()));
    this.key = key;
    this.tool = tool;
  }

  public static void main(String[] args) throws InterruptedException {
    var device = new SimulatedDevice(URI.create(args[0]), args[1], args[2]);
    try (var http = HttpClient.newHttpClient()) {
      while (true) {
        device.stayConnected(http);
        Thread.sleep(RECONNECT_MILLIS);
      }
    }
  }

  private void stayConnected(HttpClient http) throws InterruptedException {
    var connection = new DeviceConnection(this::onFrame);
    try {
      connection.open(http, socket);
      connection.send(registration());
      while (!connection.awaitEnd(PING_EVERY)) {
        connection.send(frame("ping"));
      }
    } catch (CompletionException e) {
      say("connection failed: " + e.getCause());
    }
  }

  private void onFrame(DeviceConnection connection, String text) {
    var frame = JSON.readTree(text);
    switch (frame.path("type").asString("")) {
      case "device.registered" ->
          say(REGISTERED + frame.path("data").path("deviceId").asString(""));
      case "tool.call.request" -> execute(connection, frame.path("data"));
      case "pong" -> {
        // Proof of life, nothing to do.
      }
      default -> say("got " + text);
    }
  }

  private void execute(DeviceConnection connection, JsonNode request) {
    var callId = request.path("callId").asString("");
    var result = answered.answer(callId, () -> lookUp(callId, request));
    var reply = JSON.createObjectNode().put("type", "tool.result");
    reply
        .putObject("data")
        .put("runId", request.path("runId").asString(""))
        .put("callId", callId)
        .set("result", result);
    connection.send(reply);
  }

  private static JsonNode lookUp(String callId, JsonNode request) {
    say(
        "executing %s %s for call %s"
            .formatted(request.path("toolName").asString(""), request.path("args"), callId));
    return JSON.createObjectNode()
        .put("found", "a lamp behind " + request.path("args").path("q").asString("?"));
  }

  private JsonNode registration() {
    var frame = JSON.createObjectNode().put("type", "device.register");
    var data = frame.putObject("data").put("deviceKey", key).put("displayName", "Demo device");
    data.putObject("capabilities").putArray("tools").add(tool);
    return frame;
  }

  private static JsonNode frame(String type) {
    return JSON.createObjectNode().put("type", type);
  }

  private static void say(String line) {
    System.out.println(line);
  }
}

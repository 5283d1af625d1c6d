package io.signalbox.edge;

import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/// An operator or a node on its socket.
public final class OperatorClient extends SocketClient {
  private final AtomicInteger ids = new AtomicInteger();

  private OperatorClient(int port, String path) {
    super(port, path);
  }

  /// A socket without a handshake.
  public static OperatorClient open(int port) {
    return new OperatorClient(port, "/gateway");
  }

  static OperatorClient open(int port, String path) {
    return new OperatorClient(port, path);
  }

  /// One that has connected.
  ///
  /// @param more members of the params, each followed by a comma
  public static OperatorClient connected(int port, String more) throws InterruptedException {
    OperatorClient client = open(port);
    JsonNode hello = client.call("connect", params(more));
    if (!hello.get("ok").booleanValue()) {
      throw new AssertionError("Expected hello-ok, but got " + hello);
    }
    return client;
  }

  /// Params of `connect`.
  ///
  /// @param more members, each followed by a comma
  public static String params(String more) {
    return ("{"
            + more
            + "'minProtocol':3,'maxProtocol':3,'client':{'id':'test','version':'1','platform':'linux','mode':'test'}}")
        .replace('\'', '"');
  }

  /// Calls a method and gives the first answer; events that come before it are passed over.
  public JsonNode call(String method, String params) throws InterruptedException {
    String id = "call-" + ids.incrementAndGet();
    send(
        "{\"type\":\"req\",\"id\":\"%s\",\"method\":\"%s\",\"params\":%s}"
            .formatted(id, method, params));
    return answer(id);
  }

  public JsonNode answer(String id) throws InterruptedException {
    while (true) {
      JsonNode frame = next();
      if (frame.get("type").stringValue().equals("res")
          && frame.get("id").stringValue().equals(id)) {
        return frame;
      }
    }
  }

  /// The next event of a name; all else is passed over.
  public JsonNode event(String name) throws InterruptedException {
    while (true) {
      JsonNode frame = next();
      if (frame.get("type").stringValue().equals("event")
          && frame.get("event").stringValue().equals(name)) {
        return frame;
      }
    }
  }

  /// Code and reason of the close, as `1008 slow consumer`.
  public String closeStatus() {
    Closed closed = closed();
    return closed.code() + " " + closed.reason();
  }
}

package io.signalbox.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.signalbox.edge.apidocs.AsyncApi;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the socket of operators says of itself, and what the AsyncAPI document says of it.
class OperatorFramesIT extends EdgeTest {
  private static final String WHERE = "apidocs/messages/operators.yaml";
  private static final String ADDRESS = "/gateway";
  private static final String CONNECT =
      "{\"type\":\"req\",\"id\":\"1\",\"method\":\"connect\",\"params\":{\"minProtocol\":3,\"maxProtocol\":3,"
          + "\"client\":{\"id\":\"test\",\"version\":\"1\",\"platform\":\"linux\",\"mode\":\"test\"},"
          + "\"role\":\"operator\",\"scopes\":[\"operator.admin\"]}}";

  /// Methods that answer without params, and change nothing.
  private static final Set<String> PLAIN =
      Set.of(
          "health",
          "status",
          "system-presence",
          "last-heartbeat",
          "agents.list",
          "runs.list",
          "sessions.list",
          "node.list",
          "nodes");

  private final AsyncApi api = AsyncApi.read();

  @Test
  void shouldDescribeEveryMethodAndEveryEventAndNoOther() throws Exception {
    assumeTrue(isServed());
    try (Operator operator = new Operator(port)) {
      assertDescribed("event.connect.challenge", operator.next());
      assertDescribed("connect.request", JsonMapper.shared().readTree(CONNECT));
      operator.send(CONNECT);
      JsonNode hello = operator.answer("1");
      assertDescribed("connect.response", hello);
      Set<String> methods = names(hello.at("/payload/features/methods"), ".request");
      methods.add("connect.request");
      assertThat(api.messages("operators", "receive"))
          .as("methods in " + WHERE + ", and those that hello-ok names")
          .isEqualTo(methods);
      Set<String> events =
          names(hello.at("/payload/features/events"), "").stream()
              .map(event -> "event." + event)
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(api.messages("operators", "send"))
          .as("events in " + WHERE + ", and those that hello-ok names")
          .isEqualTo(events);
      for (String method : PLAIN) {
        operator.send(
            "{\"type\":\"req\",\"id\":\"%s\",\"method\":\"%s\"}".formatted(method, method));
        assertDescribed(method + ".response", operator.answer(method));
      }
      operator.send("{\"type\":\"req\",\"id\":\"x\",\"method\":\"nothing\"}");
      assertDescribed("response.error", operator.answer("x"));
      operator.send("{\"type\":\"req\",\"id\":\"y\",\"method\":\"runs.get\",\"params\":{}}");
      assertDescribed("response.error", operator.answer("y"));
      operator.send("nonsense");
      assertDescribed("response.error", operator.answer("invalid"));
    }
  }

  /// Every frame that comes meanwhile is checked, too.
  private void assertDescribed(String message, JsonNode frame) {
    assertThat(api.errors(message, frame)).as(message + " " + frame).isEmpty();
  }

  private boolean isServed() throws Exception {
    return new Http(port).get(ADDRESS).statusCode() != 404;
  }

  private static Set<String> names(JsonNode list, String suffix) {
    Set<String> names = new TreeSet<>();
    list.forEach(each -> names.add(each.stringValue() + suffix));
    return names;
  }

  /// An operator's program.
  private final class Operator implements WebSocket.Listener, AutoCloseable {
    private final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();
    private final WebSocket socket;

    Operator(int port) {
      socket =
          HttpClient.newHttpClient()
              .newWebSocketBuilder()
              .buildAsync(URI.create("ws://127.0.0.1:" + port + ADDRESS), this)
              .join();
    }

    void send(String frame) {
      socket.sendText(frame, true).join();
    }

    JsonNode next() throws InterruptedException {
      JsonNode frame = frames.poll(10, TimeUnit.SECONDS);
      if (frame == null) {
        throw new AssertionError("Expected a frame, but none came");
      }
      return frame;
    }

    /// The answer to a request; events that come before it are checked.
    JsonNode answer(String id) throws InterruptedException {
      JsonNode frame = next();
      while (frame.get("type").stringValue().equals("event")) {
        assertDescribed("event." + frame.get("event").stringValue(), frame);
        frame = next();
      }
      assertThat(frame.get("id").stringValue()).as(frame.toString()).isEqualTo(id);
      return frame;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      partial.append(data);
      if (last) {
        frames.add(JsonMapper.shared().readTree(partial.toString()));
        partial.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public void close() {
      socket.abort();
    }
  }
}

package io.signalbox.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.edge.apidocs.AsyncApi;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the socket of operators says of itself, and what the AsyncAPI document says of it.
class OperatorFramesIT extends EdgeTest {
  private static final String WHERE = "apidocs/messages/operators.yaml";
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
    try (OperatorClient operator = OperatorClient.open(port)) {
      assertDescribed("event.connect.challenge", operator.next());
      assertDescribed("connect.request", JsonMapper.shared().readTree(CONNECT));
      operator.send(CONNECT);
      JsonNode hello = answer(operator, "1");
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
        assertDescribed(method + ".response", answer(operator, method));
      }
      operator.send("{\"type\":\"req\",\"id\":\"x\",\"method\":\"nothing\"}");
      assertDescribed("response.error", answer(operator, "x"));
      operator.send("{\"type\":\"req\",\"id\":\"y\",\"method\":\"runs.get\",\"params\":{}}");
      assertDescribed("response.error", answer(operator, "y"));
      operator.send("nonsense");
      assertDescribed("response.error", answer(operator, "invalid"));
    }
  }

  /// Every frame that comes meanwhile is checked, too.
  private void assertDescribed(String message, JsonNode frame) {
    assertThat(api.errors(message, frame)).as(message + " " + frame).isEmpty();
  }

  private static Set<String> names(JsonNode list, String suffix) {
    Set<String> names = new TreeSet<>();
    list.forEach(each -> names.add(each.stringValue() + suffix));
    return names;
  }

  /// The answer to a request; events that come before it are checked.
  private JsonNode answer(OperatorClient operator, String id) throws InterruptedException {
    JsonNode frame = operator.next();
    while (frame.get("type").stringValue().equals("event")) {
      assertDescribed("event." + frame.get("event").stringValue(), frame);
      frame = operator.next();
    }
    assertThat(frame.get("id").stringValue()).as(frame.toString()).isEqualTo(id);
    return frame;
  }
}

package io.signalbox.edge.hsafa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.signalbox.edge.apidocs.OpenApi;
import io.signalbox.edge.apidocs.OpenApi.Operation;
import io.signalbox.edge.json.Fields;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// What the service refuses is not what the OpenAPI document describes, either.
class RequestSchemasTest {
  private static final OpenApi API = OpenApi.read();

  /// What no schema can say: names and ids that are unique, sizes in bytes, characters that cannot
  /// be stored, schemas that make no sense, and what depends on what is there.
  private static final Set<String> BEYOND_SCHEMAS =
      Set.of(
          "progress",
          "config.tools[1].name",
          "config",
          "config.x",
          "initialMessages[1].id",
          "capabilities");

  @ParameterizedTest
  @MethodSource("io.signalbox.edge.hsafa.BadBodies#rows")
  void shouldDescribeNoBodyThatIsRefused(String path, String body, String field) {
    boolean depends =
        BEYOND_SCHEMAS.contains(field)
            || body.contains("\"inputSchema\":{")
            || body.contains("\"rules\":{")
            || body.equals("{\"seq\":3}")
            || body.startsWith("{\"seq\":2,\"messages\":[{")
            || (field.equals("agentId") && body.contains("\"sessionId\""))
            || body.isEmpty();
    if (!depends || body.length() < 50 && field.equals("config")) {
      assertThat(API.requestErrors(operation(path), body.isEmpty() ? "null" : body))
          .as(body)
          .isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"executionType\":null,\"execution\":null",
        "\"executionType\":\"basic\",\"execution\":{\"mode\":\"no-execution\"}",
        "\"executionType\":\"basic\",\"execution\":{\"mode\":\"static\",\"output\":[1]}",
        "\"executionType\":\"basic\",\"execution\":{\"mode\":\"static\",\"template\":\"{{a}}\"}",
        "\"executionType\":\"request\",\"execution\":{\"url\":\"https://a.b/{{c}}\",\"method\":\"POST\",\"headers\":{\"A\":\"{{b}}\"},\"queryParams\":{\"q\":\"1\"},\"body\":{\"a\":1},\"timeoutMs\":5}",
        "\"executionTarget\":\"server\",\"executionType\":\"waiting\"",
        "\"executionType\":\"waiting\",\"execution\":{\"minutes\":0.5,\"reason\":\"x\"}",
        "\"executionType\":\"compute\",\"execution\":{\"expression\":{\"op\":\"not\",\"value\":true}}"
      })
  void shouldDescribeAndAcceptTheToolsThatAreExecutedHere(String fields) {
    // given
    String body = BadBodies.agent(BadBodies.tool(fields));
    // then
    assertThat(API.requestErrors(operation(BadBodies.AGENTS), body)).isEmpty();
    Fields request = Fields.of(JsonMapper.shared().readTree(body).asObject());
    AgentConfig.read(request);
    assertThatNoException().isThrownBy(request::check);
  }

  private static Operation operation(String path) {
    String pattern = path.replaceAll("/[0-9a-f-]{36}", "/{id}");
    return API.operations().values().stream()
        .filter(each -> each.method().equals("POST") && each.path().equals(pattern))
        .findFirst()
        .orElseThrow();
  }
}

package io.signalbox.edge.hsafa;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.edge.apidocs.OpenApi;
import io.signalbox.edge.apidocs.OpenApi.Operation;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the service refuses is not what the OpenAPI document describes, either.
class RequestSchemasTest {
  private static final OpenApi API = OpenApi.read();

  /// What no schema can say: names and ids that are unique, sizes in bytes, characters that cannot
  /// be stored, schemas that make no sense, and what depends on what is there.
  private static final Set<String> BEYOND_SCHEMAS =
      Set.of("config.tools[1].name", "config", "config.x", "initialMessages[1].id", "capabilities");

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

  private static Operation operation(String path) {
    String pattern = path.replaceAll("/[0-9a-f-]{36}", "/{id}");
    return API.operations().values().stream()
        .filter(each -> each.method().equals("POST") && each.path().equals(pattern))
        .findFirst()
        .orElseThrow();
  }
}

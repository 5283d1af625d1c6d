package io.signalbox.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// An edge that stops while clients are connected.
class OperatorDrainIT {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0    | {\"reason\":\"server_stopping\"}                             | 1001 Server shutting down",
        "7000 | {\"reason\":\"server_restarting\",\"restartExpectedMs\":7000} | 1012 Server restarting",
      })
  void shouldSayThatItStopsAndClose(String restart, String payload, String status)
      throws Exception {
    // given
    AnotherEdge edge =
        AnotherEdge.start(
            "signalbox.edge.shutdown.restart-expected-ms", restart,
            "signalbox.edge.shutdown.grace", "500ms");
    int port = edge.http().port();
    OperatorClient operator = OperatorClient.connected(port, "");
    OperatorClient node = OperatorClient.connected(port, "'role':'node',");
    OperatorClient silent = OperatorClient.open(port);

    // when
    edge.close();

    // then
    JsonNode shutdown = operator.event("shutdown");
    assertThat(shutdown.get("payload").toString()).isEqualTo(payload);
    node.event("shutdown");
    assertThat(operator.closeStatus()).isEqualTo(status);
    assertThat(node.closeStatus()).isEqualTo(status);
    assertThat(silent.closeStatus()).isEqualTo(status);
  }
}

package io.signalbox.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.domain.Decision;
import io.signalbox.kit.kafka.RecordSender;
import io.signalbox.kit.kafka.WireConfig;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
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
            "signalbox.edge.shutdown.restart-expected-ms",
            restart,
            "signalbox.edge.shutdown.grace",
            "500ms");
    int port = edge.http().port();
    OperatorClient operator = OperatorClient.connected(port, "");
    OperatorClient node = node(edge, port);
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

  @Test
  void shouldFinishACallThatWasUnderWay() throws Exception {
    // given a call that its owner has not decided yet
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch told = new CountDownLatch(1);
    UUID runId = UUID.randomUUID();
    AnotherEdge edge = AnotherEdge.start("signalbox.edge.shutdown.grace", "500ms");
    try (ReadSide readSide = ReadSide.open();
        OwnersTwin owners =
            new OwnersTwin(
                edge.context().getBean(WireConfig.class),
                edge.context().getBean(RecordSender.class))) {
      readSide.addRun(runId, "running", 2);
      owners.decide(_ -> {
        asked.countDown();
        Latches.await(told);
        ReadSide.unchecked(() -> readSide.setStatus(runId, "canceled"));
        return Decision.accept("canceled");
      });
      OperatorClient operator = OperatorClient.connected(edge.http().port(), "");
      operator.send(
          "{\"type\":\"req\",\"id\":\"9\",\"method\":\"runs.cancel\",\"params\":{\"runId\":\"%s\"}}"
              .formatted(runId));
      Latches.await(asked);

      // when
      CompletableFuture<Void> closed = CompletableFuture.runAsync(edge::close);
      operator.event("shutdown");
      told.countDown();

      // then
      assertThat(operator.answer("9").at("/payload/status").asString()).isEqualTo("canceled");
      assertThat(operator.closeStatus()).isEqualTo("1001 Server shutting down");
      closed.get(30, TimeUnit.SECONDS);
    }
  }

  /// A node needs the registry to be let in.
  private static OperatorClient node(AnotherEdge edge, int port) throws InterruptedException {
    WireConfig config = edge.context().getBean(WireConfig.class);
    RecordSender sender = edge.context().getBean(RecordSender.class);
    try (OwnersTwin _ = new OwnersTwin(config, sender)) {
      return OperatorClient.connected(port, "'role':'node',");
    }
  }
}

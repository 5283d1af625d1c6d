package io.signalbox.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalbox.edge.cluster.ClusterState;
import io.signalbox.edge.cluster.EdgeWord;
import io.signalbox.kit.Instance;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/// Two edges that know of each other.
class EdgesTogetherIT extends EdgeTest {
  @Autowired private ClusterState cluster;
  @Autowired private Instance instance;
  private AnotherEdge other;

  @BeforeEach
  void startAnotherEdge() {
    other = AnotherEdge.start("signalbox.edge.shutdown.grace", "0s");
  }

  @AfterEach
  void stopAnotherEdge() {
    other.close();
  }

  @Test
  void shouldShowClientsAndCountsOfAllEdgesOnEach() throws Exception {
    try (OperatorClient one = connect(port, "one");
        OperatorClient two = connect(other.http().port(), "two")) {
      // then both show both
      for (OperatorClient each : new OperatorClient[] {one, two}) {
        await()
            .untilAsserted(() -> {
              String presence = each.call("system-presence", "{}").toString();
              assertThat(presence).contains("\"instanceId\":\"one\"", "\"instanceId\":\"two\"");
              JsonNode merged = each.call("status", "{}").get("payload").get("cluster");
              assertThat(merged.get("operators").intValue()).isGreaterThanOrEqualTo(2);
              assertThat(merged.get("edges").toString()).contains(instance.id(), otherId());
            });
      }
    }
  }

  @Test
  void shouldTellClientsOfAllEdges() throws Exception {
    try (OperatorClient one = connect(port, "one");
        OperatorClient two = connect(other.http().port(), "two")) {
      // when
      String excluded =
          two.call("status", "{}").get("payload").get("edgeId").stringValue();
      cluster.tell(
          new EdgeWord(
              "default", "news", "{\"n\":1}", "operator", "operator.read", Set.of(),
              Set.of(excluded)));
      cluster.tell(
          new EdgeWord("another tenant", "news", "{\"n\":2}", null, null, Set.of(), Set.of()));
      cluster.tell(new EdgeWord("default", "news", "{\"n\":3}", null, null, Set.of(), Set.of()));

      // then
      for (OperatorClient each : new OperatorClient[] {one, two}) {
        assertThat(each.event("news").get("payload").toString()).isEqualTo("{\"n\":1}");
        assertThat(each.event("news").get("payload").toString()).isEqualTo("{\"n\":3}");
      }
    }
  }

  @Test
  void shouldForgetAnEdgeThatStops() {
    await().untilAsserted(() -> assertThat(cluster.current().edges()).containsKey(otherId()));
    String id = otherId();
    other.close();
    await().untilAsserted(() -> assertThat(cluster.current().edges()).doesNotContainKey(id));
    assertThat(cluster.current().edges()).containsKey(instance.id());
  }

  private String otherId() {
    return other.context().getBean(Instance.class).id();
  }

  private static OperatorClient connect(int port, String name) throws InterruptedException {
    OperatorClient client = OperatorClient.open(port);
    client.call(
        "connect",
        OperatorClient.params("")
            .replace("\"mode\":\"test\"", "\"mode\":\"ui\",\"instanceId\":\"%s\"".formatted(name)));
    return client;
  }
}

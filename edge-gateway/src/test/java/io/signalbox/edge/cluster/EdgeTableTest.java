package io.signalbox.edge.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class EdgeTableTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  @Test
  void shouldAddUpWhatAllEdgesSay() {
    EdgeTable table =
        EdgeTable.EMPTY.with(edge("one", 2, false), NOW).with(edge("two", 3, false), NOW);
    assertThat(table.total(EdgeView::operators)).isEqualTo(5);
    assertThat(table.with(edge("one", 7, false), NOW).total(EdgeView::operators)).isEqualTo(10);
  }

  @Test
  void shouldNotCountAnEdgeThatStopsOrIsSilent() {
    EdgeTable table =
        EdgeTable.EMPTY.with(edge("one", 2, false), NOW).with(edge("two", 3, false), NOW);
    assertThat(table.with(edge("one", 0, true), NOW).edges()).containsOnlyKeys("two");
    EdgeTable later = table.with(edge("two", 3, false), NOW.plusSeconds(20));
    assertThat(later.without(Duration.ofSeconds(30), NOW.plusSeconds(31)).edges())
        .containsOnlyKeys("two");
    assertThat(later.without(Duration.ofSeconds(30), NOW.plusSeconds(30))).isSameAs(later);
  }

  @Test
  void shouldShowEachClientOnce() {
    EdgeTable table =
        EdgeTable.EMPTY
            .with(edge("one", entry("a", "d", true, 1, "operator.read"), entry("a", "e", false, 9)), NOW)
            .with(edge("two", entry("a", "d", true, 2, "operator.write"), entry("b", "d", true, 3)), NOW);
    List<PresenceEntry> shown = table.presence(10);
    assertThat(shown)
        .extracting(entry -> entry.tenant() + " " + entry.key())
        .containsExactly("b d", "a d", "a e");
    assertThat(shown.get(1).scopes()).containsExactly("operator.read", "operator.write");
    assertThat(table.presence(1)).hasSize(1);
  }

  @Test
  void shouldShowAClientThatHasLeftOneEdgeForAnotherAsBeingThere() {
    EdgeTable table =
        EdgeTable.EMPTY
            .with(edge("one", entry("a", "d", false, 5)), NOW)
            .with(edge("two", entry("a", "d", true, 4)), NOW);
    assertThat(table.presence(10)).singleElement().matches(PresenceEntry::connected);
  }

  @Test
  void shouldHaveTheseSettings() {
    assertThat(bound(Map.of()))
        .isEqualTo(
            new ClusterSettings(
                Duration.ofSeconds(10), Duration.ofMillis(100), Duration.ofSeconds(30), 200));
    assertThat(
            bound(
                Map.of(
                    "signalbox.edge.cluster.every", "1s",
                    "signalbox.edge.cluster.pause", "2ms",
                    "signalbox.edge.cluster.silence", "3s",
                    "signalbox.edge.cluster.presence", "4")))
        .isEqualTo(
            new ClusterSettings(
                Duration.ofSeconds(1), Duration.ofMillis(2), Duration.ofSeconds(3), 4));
  }

  private static ClusterSettings bound(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("signalbox.edge.cluster", ClusterSettings.class);
  }

  private static EdgeView edge(String id, int operators, boolean stopping) {
    return new EdgeView(id, NOW, operators, 0, 0, stopping, List.of());
  }

  private static EdgeView edge(String id, PresenceEntry... entries) {
    return new EdgeView(id, NOW, entries.length, 0, 0, false, List.of(entries));
  }

  private static PresenceEntry entry(
      String tenant, String key, boolean connected, int second, String... scopes) {
    return new PresenceEntry(
        tenant, key, null, null, "1", "linux", null, null, "ui", key, null, List.of("operator"),
        List.of(scopes), connected, NOW.plusSeconds(second));
  }
}

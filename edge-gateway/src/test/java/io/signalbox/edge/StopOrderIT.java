package io.signalbox.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;

/// In which order the parts of an edge are stopped.
class StopOrderIT extends EdgeTest {
  /// Only listens for the other part, so it may as well end when that one does: all sockets are
  /// closed by then.
  private static final String GO_TOGETHER = "edgeLogReader is stopped before clusterState";

  @Autowired private ConfigurableApplicationContext edge;

  @Test
  void shouldNotStopAPartBeforeItsPhaseAsItDependsOnOneThatIsStoppedSooner() {
    Map<String, SmartLifecycle> parts = edge.getBeansOfType(SmartLifecycle.class);
    assertThat(parts).containsKeys("announcement", "healthMonitor", "farewell", "runWatcher");
    List<String> tooSoon = new ArrayList<>();
    parts.forEach((name, part) -> {
      for (String dependent : edge.getBeanFactory().getDependentBeans(name)) {
        SmartLifecycle other = parts.get(dependent);
        if (other != null && other.getPhase() < part.getPhase()) {
          tooSoon.add("%s is stopped before %s".formatted(dependent, name));
        }
      }
    });
    assertThat(tooSoon).containsExactly(GO_TOGETHER);
  }
}

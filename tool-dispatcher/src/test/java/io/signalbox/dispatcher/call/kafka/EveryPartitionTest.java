package io.signalbox.dispatcher.call.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class EveryPartitionTest {

  @Test
  void shouldNameEveryPartition() {
    assertThat(new EveryPartition<String, String>().partitions("topic", "key", "value", 4))
        .contains(Set.of(0, 1, 2, 3));
  }
}

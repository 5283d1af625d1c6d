package io.signalbox.kit.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.kit.Ids;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionsTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 12, 100})
  void shouldAgreeWithTheProducer(int count) {
    assertThat(Stream.concat(Stream.of("", "\u6f22\ud83d\ude80"), randomIds()))
        .allSatisfy(key ->
            assertThat(Partitions.of(key, count))
                .isEqualTo(BuiltInPartitioner.partitionForKey(key.getBytes(UTF_8), count)));
  }

  @Test
  void shouldUseEveryPartition() {
    assertThat(randomIds().map(key -> Partitions.of(key, 12)).distinct().sorted())
        .containsExactlyElementsOf(IntStream.range(0, 12).boxed().toList());
  }

  private static Stream<String> randomIds() {
    return Stream.generate(() -> Ids.next().toString()).limit(1_000);
  }
}

package io.signalbox.kit.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class BacklogTest {
  private static final TopicPartition A = new TopicPartition("a", 0);
  private static final TopicPartition B = new TopicPartition("b", 1);

  private final Backlog backlog = new Backlog();

  @Test
  void shouldBeEmptyOnlyOnceTheLastRecordOfEachPartitionIsHandled() {
    // given
    backlog.onConsume(read(record(A, 4), record(A, 5), record(B, 9)));

    // then
    assertThat(handled(A, 4)).isFalse();
    assertThat(handled(A, 5)).isFalse();
    assertThat(handled(B, 9)).isTrue();
  }

  @Test
  void shouldBeEmptyWhereNothingWasRead() {
    backlog.onConsume(read());

    assertThat(handled(A, 1)).isTrue();
  }

  @Test
  void shouldNotWaitForRecordsThatWereTakenAwayBeforeTheNextRead() {
    // given
    backlog.onConsume(read(record(A, 4)));

    // when
    backlog.onConsume(read(record(B, 9)));

    // then
    assertThat(handled(B, 9)).isTrue();
  }

  private static boolean handled(TopicPartition partition, long offset) {
    return Backlog.handled(partition.topic(), partition.partition(), offset);
  }

  private static ConsumerRecord<byte[], byte[]> record(TopicPartition partition, long offset) {
    return new ConsumerRecord<>(
        partition.topic(), partition.partition(), offset, "k".getBytes(UTF_8), null);
  }

  @SafeVarargs
  private static ConsumerRecords<byte[], byte[]> read(ConsumerRecord<byte[], byte[]>... records) {
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> byPartition = new HashMap<>();
    Arrays.stream(records)
        .forEach(each ->
            byPartition
                .computeIfAbsent(
                    new TopicPartition(each.topic(), each.partition()), _ -> new ArrayList<>())
                .add(each));
    return new ConsumerRecords<>(byPartition, Map.of());
  }
}

package io.signalbox.kit.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.schemas.topic.Topic;
import io.signalbox.schemas.topic.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.processor.TaskId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeadLettersTest {

  @Test
  void shouldTakeOnlyWhatOthersSend() {
    assertThat(Topics.all().stream().map(Topic::name).filter(DeadLetters::accepts))
        .containsExactlyInAnyOrder(
            "agent.commands",
            "run.commands",
            "session.commands",
            "tool.requests",
            "tool.results",
            "device.commands");
    assertThat(DeadLetters.accepts(null)).isFalse();
    assertThat(DeadLetters.accepts("run-orchestrator-runs-changelog")).isFalse();
  }

  @Test
  void shouldKeepTheRecordAsItCameWithTheCauseBeside() {
    // given
    Headers headers = new RecordHeaders().add("ce_id", "e1".getBytes(UTF_8));
    byte[] key = {1};
    byte[] value = {2, 3};

    // when
    List<ProducerRecord<byte[], byte[]>> letters =
        DeadLetters.of(new At("run.commands", 3, 42), key, value, headers, new Broken("no"));

    // then
    assertThat(letters).hasSize(1);
    ProducerRecord<byte[], byte[]> letter = letters.getFirst();
    assertThat(letter.topic()).isEqualTo("run.commands.dlt");
    assertThat(letter.key()).isSameAs(key);
    assertThat(letter.value()).isSameAs(value);
    assertThat(strings(letter.headers()))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "ce_id", "e1",
                "signalbox.dlt.topic", "run.commands",
                "signalbox.dlt.partition", "3",
                "signalbox.dlt.offset", "42",
                "signalbox.dlt.exception", Broken.class.getName(),
                "signalbox.dlt.cause", "no"));
    assertThat(headers.toArray()).hasSize(1);
  }

  @Test
  void shouldShortenALongCause() {
    // when
    ProducerRecord<byte[], byte[]> letter = letter(new Broken("x".repeat(10_000)));

    // then
    assertThat(strings(letter.headers()).get("signalbox.dlt.cause")).isEqualTo("x".repeat(500));
  }

  @Test
  void shouldDoWithoutAMessage() {
    assertThat(strings(letter(new Broken(null)).headers()))
        .containsEntry("signalbox.dlt.cause", "null");
  }

  private static ProducerRecord<byte[], byte[]> letter(Exception cause) {
    return DeadLetters.of(new At("run.commands", 0, 0), null, null, new RecordHeaders(), cause)
        .getFirst();
  }

  private static Map<String, String> strings(Headers headers) {
    Map<String, String> strings = new HashMap<>();
    headers.forEach(each -> strings.put(each.key(), new String(each.value(), UTF_8)));
    return strings;
  }

  private static final class Broken extends Exception {
    Broken(@Nullable String message) {
      super(message);
    }
  }

  /// A place in a topic.
  private record At(String topic, int partition, long offset) implements ErrorHandlerContext {
    @Override
    public Headers headers() {
      return new RecordHeaders();
    }

    @Override
    public String processorNodeId() {
      return "decide";
    }

    @Override
    public TaskId taskId() {
      return new TaskId(0, partition);
    }

    @Override
    public long timestamp() {
      return 0;
    }

    @Override
    public byte[] sourceRawKey() {
      return new byte[0];
    }

    @Override
    public byte[] sourceRawValue() {
      return new byte[0];
    }
  }
}

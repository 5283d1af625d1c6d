package io.signalbox.kit.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.signalbox.schemas.topic.Topic;
import io.signalbox.schemas.topic.Topics;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.jspecify.annotations.Nullable;

/// Where a record goes that cannot be decoded or applied: as it came, with the cause in headers.
///
/// Only what others send us may go there. An event of our own that we cannot read stops its
/// partition: skipping it would make every later state wrong.
final class DeadLetters {
  private static final int LONGEST_CAUSE = 500;
  private static final Set<String> FROM_OUTSIDE =
      Set.of(
              Topics.AGENT_COMMANDS,
              Topics.RUN_COMMANDS,
              Topics.SESSION_COMMANDS,
              Topics.TOOL_REQUESTS,
              Topics.TOOL_RESULTS,
              Topics.DEVICE_COMMANDS)
          .stream()
          .map(Topic::name)
          .collect(Collectors.toUnmodifiableSet());

  private DeadLetters() {}

  static boolean accepts(@Nullable String topic) {
    return topic != null && FROM_OUTSIDE.contains(topic);
  }

  static List<ProducerRecord<byte[], byte[]>> of(
      ErrorHandlerContext context,
      byte @Nullable [] key,
      byte @Nullable [] value,
      Headers headers,
      Exception cause) {
    RecordHeaders marked = new RecordHeaders(headers.toArray());
    put(marked, "signalbox.dlt.topic", context.topic());
    put(marked, "signalbox.dlt.partition", Integer.toString(context.partition()));
    put(marked, "signalbox.dlt.offset", Long.toString(context.offset()));
    put(marked, "signalbox.dlt.exception", cause.getClass().getName());
    String message = String.valueOf(cause.getMessage());
    put(
        marked,
        "signalbox.dlt.cause",
        message.substring(0, Math.min(message.length(), LONGEST_CAUSE)));
    return List.of(new ProducerRecord<>(context.topic() + ".dlt", null, null, key, value, marked));
  }

  private static void put(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(UTF_8));
  }
}

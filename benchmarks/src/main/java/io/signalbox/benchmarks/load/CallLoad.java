package io.signalbox.benchmarks.load;

import io.signalbox.kit.Ids;
import io.signalbox.kit.kafka.Envelopes;
import io.signalbox.schemas.Actor;
import io.signalbox.schemas.tool.RequestToolCall;
import io.signalbox.schemas.tool.ToolRequest;
import io.signalbox.schemas.topic.Topics;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/// Asks for tool calls that any device may execute, each at once.
public final class CallLoad implements AutoCloseable {
  private static final Actor ACTOR =
      Actor.newBuilder().setKind("service").setSubject("benchmarks").build();

  private final KafkaProducer<String, ToolRequest> producer;
  private final String tool;

  /// @param tool the tool that is called
  public CallLoad(LoadTarget target, String tool) {
    this.tool = tool;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                target.bootstrapServers(),
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.LINGER_MS_CONFIG,
                0),
            new StringSerializer(),
            target.serdes().forValues(Topics.TOOL_REQUESTS).serializer());
  }

  /// The id of a call that was not asked for yet.
  public String newCall() {
    return Ids.next().toString();
  }

  /// Asks for a call.
  public void request(String callId) {
    RequestToolCall payload =
        RequestToolCall.newBuilder()
            .setRunId(callId) // no run waits
            .setToolName(tool)
            .setArgs("{\"q\":\"a question of about the usual length\"}")
            .setExecutionTarget("device")
            .build();
    ToolRequest request =
        ToolRequest.newBuilder()
            .setEnvelope(Envelopes.command("default", callId, ACTOR, Instant.now(), null))
            .setPayload(payload)
            .build();
    producer.send(new ProducerRecord<>(Topics.TOOL_REQUESTS.name(), callId, request));
  }

  @Override
  public void close() {
    producer.close();
  }
}

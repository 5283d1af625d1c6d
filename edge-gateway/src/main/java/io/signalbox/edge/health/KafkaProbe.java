package io.signalbox.edge.health;

import io.signalbox.kit.kafka.WireConfig;
import io.signalbox.schemas.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Asks the brokers how they are, and how far behind a group of consumers is.
@Component
final class KafkaProbe implements DisposableBean {
  private static final Set<String> CALLS =
      Set.of(Topics.TOOL_REQUESTS.name(), Topics.TOOL_RESULTS.name());

  private final Admin admin;

  KafkaProbe(WireConfig config, HealthSettings settings) {
    Map<String, Object> properties = config.admin();
    int timeout = Math.toIntExact(settings.timeout().toMillis());
    properties.put(AdminClientConfig.CLIENT_ID_CONFIG, "edge-health");
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout);
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeout);
    this.admin = Admin.create(properties);
  }

  /// How many brokers there are.
  Mono<Integer> brokers() {
    return answered(() -> admin.describeCluster().nodes()).map(nodes -> nodes.size());
  }

  /// How many consumers are in a group.
  Mono<Integer> members(String group) {
    return answered(() -> admin.describeConsumerGroups(List.of(group)).describedGroups().get(group))
        .map(ConsumerGroupDescription::members)
        .map(members -> members.size());
  }

  /// How many records about tool calls a group has not taken yet.
  Mono<Long> lag(String group) {
    return answered(() -> admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
        .flatMap(this::lag);
  }

  private Mono<Long> lag(Map<TopicPartition, OffsetAndMetadata> committed) {
    Map<TopicPartition, OffsetSpec> wanted =
        committed.keySet().stream()
            .filter(partition -> CALLS.contains(partition.topic()))
            .collect(Collectors.toMap(Function.identity(), _ -> OffsetSpec.latest()));
    ListOffsetsOptions options = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
    return answered(() -> admin.listOffsets(wanted, options).all())
        .map(ends -> lag(committed, ends));
  }

  private static long lag(
      Map<TopicPartition, OffsetAndMetadata> committed,
      Map<TopicPartition, ListOffsetsResultInfo> ends) {
    return ends.entrySet().stream()
        .mapToLong(end -> behind(committed.get(end.getKey()), end.getValue().offset()))
        .sum();
  }

  private static long behind(@Nullable OffsetAndMetadata position, long end) {
    return position == null ? end : Math.max(0, end - position.offset());
  }

  private static <T> Mono<T> answered(Supplier<KafkaFuture<T>> question) {
    return Mono.fromCompletionStage(() -> question.get().toCompletionStage());
  }

  @Override
  public void destroy() {
    admin.close(Duration.ZERO);
  }
}

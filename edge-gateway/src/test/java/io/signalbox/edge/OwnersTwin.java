package io.signalbox.edge;

import io.signalbox.domain.Decision;
import io.signalbox.domain.Rejection;
import io.signalbox.kit.kafka.Outgoing;
import io.signalbox.kit.kafka.RecordSender;
import io.signalbox.kit.kafka.Replies;
import io.signalbox.kit.kafka.WireConfig;
import io.signalbox.kit.kafka.WireRecords;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.agent.PublishAgent;
import io.signalbox.schemas.agent.PublishAgentVersion;
import io.signalbox.schemas.agent.VersionDraft;
import io.signalbox.schemas.device.RegisterDevice;
import io.signalbox.schemas.reply.CommandReply;
import io.signalbox.schemas.run.CancelRun;
import io.signalbox.schemas.run.DeleteRun;
import io.signalbox.schemas.run.StartRun;
import io.signalbox.schemas.session.AdmitRun;
import io.signalbox.schemas.session.CreateSession;
import io.signalbox.schemas.session.DeleteSession;
import io.signalbox.schemas.topic.Topic;
import io.signalbox.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Stands for the services that own aggregates: hears commands, and answers as it is told.
final class OwnersTwin implements AutoCloseable {
  private static final List<Topic<?>> TOPICS =
      List.of(
          Topics.AGENT_COMMANDS,
          Topics.RUN_COMMANDS,
          Topics.SESSION_COMMANDS,
          Topics.DEVICE_COMMANDS,
          Topics.TOOL_REQUESTS,
          Topics.TOOL_RESULTS);

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final KafkaConsumer<String, SpecificRecord> consumer;
  private final RecordSender sender;
  private final List<SpecificRecord> heard = new CopyOnWriteArrayList<>();
  private final Thread thread;
  private volatile Function<IndexedRecord, @Nullable Decision<String>> decider =
      _ -> Decision.accept("changed");
  private volatile boolean running = true;
  private volatile @Nullable RuntimeException failure;

  OwnersTwin(WireConfig config, RecordSender sender) {
    this.sender = sender;
    this.consumer = new KafkaConsumer<>(config.consumer());
    List<TopicPartition> partitions =
        TOPICS.stream()
            .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
            .map(each -> new TopicPartition(each.topic(), each.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    thread = Thread.ofPlatform().name("owners-twin").start(this::run);
  }

  /// Decides payloads; null = gives no answer.
  void decide(Function<IndexedRecord, @Nullable Decision<String>> next) {
    decider = next;
  }

  static Decision<String> refuse(Rejection code, String reason) {
    return Decision.reject(code, reason);
  }

  <P> Stream<P> heard(Class<P> payload) {
    return heard.stream().map(WireRecords::payload).filter(payload::isInstance).map(payload::cast);
  }

  /// The aggregate that the last command is addressed to.
  UUID addressee() {
    return UUID.fromString(envelopes().getLast().getAggregateId());
  }

  /// Accepts as the owner would, and has the read side show the result at once.
  Decision<String> showIn(ReadSide readSide, IndexedRecord payload) {
    UUID id = addressee();
    ReadSide.unchecked(() -> {
      switch (payload) {
        case PublishAgent wish -> {
          VersionDraft draft = wish.getVersion();
          readSide.addAgent(
              id, wish.getName(), draft.getVersionId(), draft.getConfig(), draft.getConfigHash());
        }
        case PublishAgentVersion wish -> {
          VersionDraft draft = wish.getVersion();
          readSide.addVersion(id, draft.getVersionId(), draft.getConfig(), draft.getConfigHash());
        }
        case StartRun _ -> readSide.addRun(id, "queued", 2);
        case AdmitRun wish -> readSide.addRun(UUID.fromString(wish.getRunId()), "queued", 2);
        case CancelRun _ -> readSide.setStatus(id, "canceled");
        case DeleteRun _ -> readSide.deleteRun(id, 3);
        case CreateSession _ -> readSide.addSession(id, null, Instant.now());
        case RegisterDevice wish -> readSide.addDevice(id, wish.getDeviceKey());
        case DeleteSession _ -> readSide.setSessionStatus(id, "deleted");
        default -> {}
      }
    });
    return Decision.accept("done");
  }

  List<Envelope> envelopes() {
    return heard.stream().map(WireRecords::envelope).toList();
  }

  private void run() {
    try (consumer) {
      while (running) {
        consumer.poll(Duration.ofMillis(50)).forEach(record -> hear(record.value()));
      }
    } catch (RuntimeException e) { // told by whoever closes this
      failure = e;
    }
  }

  private void hear(SpecificRecord command) {
    heard.add(command);
    Envelope envelope = WireRecords.envelope(command);
    Decision<String> decision = decider.apply(WireRecords.payload(command));
    if (decision != null && envelope.getReplyTo() != null) {
      Outgoing reply =
          switch (decision) {
            case Decision.Accepted<String> accepted ->
                Replies.accepted(
                    envelope,
                    WireRecords.payload(command) instanceof RegisterDevice ? 1 : 2,
                    accepted.events().size());
            case Decision.Rejected<String> rejected -> Replies.rejected(envelope, rejected);
          };
      sender
          .send(
              Topics.COMMAND_REPLIES,
              reply.key(),
              (CommandReply) Objects.requireNonNull(reply.value()))
          .join();
    }
  }

  @Override
  public void close() {
    running = false;
    try {
      if (!thread.join(PATIENCE)) {
        throw new AssertionError("Expected the owners to stop, but one still decides");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (failure != null) {
      throw new AssertionError("The owners could not go on", failure);
    }
  }
}

package io.signalbox.kit.kafka;

import io.signalbox.schemas.topic.Topic;
import io.signalbox.schemas.topic.Topics;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;

/// Creates the topics of the catalogue that are missing, checks the ones that are there, and
/// registers their schemas. Every service does so at start, in any order, any number at once.
///
/// A topic with another number of partitions than configured stops the start: aggregates are bound
/// to their partition, and topics are joined by partition. So does another cleanup policy, which
/// decides what is lost. How long records are kept is brought to what is configured. Waits up to
/// two minutes for a broker or registry that is not up yet.
public final class TopicProvisioner implements InitializingBean {
  private static final Logger LOGGER = LoggerFactory.getLogger(TopicProvisioner.class);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration REQUEST = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final WireConfig config;
  private final TopicSettings settings;
  private final RetentionSettings retention;
  private final SchemaRegistration schemas;

  TopicProvisioner(
      WireConfig config,
      TopicSettings settings,
      RetentionSettings retention,
      SchemaRegistration schemas) {
    this.config = config;
    this.settings = settings;
    this.retention = retention;
    this.schemas = schemas;
  }

  @Override
  public void afterPropertiesSet() throws InterruptedException {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (true) {
      try {
        provision();
        return;
      } catch (IOException e) {
        if (Instant.now().isAfter(deadline)) {
          throw new IllegalStateException(
              "Kafka or the schema registry did not answer within " + PATIENCE, e);
        }
        LOGGER
            .atWarn()
            .addKeyValue("cause", e.getMessage())
            .log("waiting for Kafka and the schema registry");
        TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
      }
    }
  }

  private void provision() throws IOException, InterruptedException {
    try (Admin admin = Admin.create(config.admin())) {
      create(admin);
      check(admin);
    }
    for (Topic<?> topic : Topics.all()) {
      schemas.register(topic);
    }
  }

  private void create(Admin admin) throws IOException, InterruptedException {
    List<NewTopic> wanted = new ArrayList<>();
    for (Topic<?> topic : Topics.all()) {
      wanted.add(
          new NewTopic(topic.name(), partitions(topic), settings.replication())
              .configs(TopicConfigs.of(topic, retention)));
      wanted.add(
          new NewTopic(topic.deadLetters(), 1, settings.replication())
              .configs(TopicConfigs.deadLetters(retention)));
    }
    Map<String, KafkaFuture<Void>> created = admin.createTopics(wanted).values();
    for (KafkaFuture<Void> one : created.values()) {
      try {
        get(one);
      } catch (TopicExistsException e) {
        LOGGER.atDebug().addKeyValue("cause", e.getMessage()).log("topic is there");
      }
    }
  }

  private void check(Admin admin) throws IOException, InterruptedException {
    List<String> names = Topics.all().stream().map(Topic::name).toList();
    Map<String, TopicDescription> found = get(admin.describeTopics(names).allTopicNames());
    Map<String, Config> configs = configs(admin, names);
    for (Topic<?> topic : Topics.all()) {
      expect(topic, "partitions", partitions(topic), known(found, topic).partitions().size());
      expect(
          topic,
          TopicConfig.CLEANUP_POLICY_CONFIG,
          topic.cleanup().policy(),
          known(configs, topic).get(TopicConfig.CLEANUP_POLICY_CONFIG).value());
    }
    adjust(admin, configs);
  }

  /// Brings topics to what is configured, all that need it at once.
  private void adjust(Admin admin, Map<String, Config> configs)
      throws IOException, InterruptedException {
    Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
    for (Topic<?> topic : Topics.all()) {
      Collection<AlterConfigOp> change = change(topic, known(configs, topic));
      if (!change.isEmpty()) {
        changes.put(resource(topic.name()), change);
      }
    }
    if (!changes.isEmpty()) {
      get(admin.incrementalAlterConfigs(changes).all());
    }
  }

  private Collection<AlterConfigOp> change(Topic<?> topic, Config found) {
    List<AlterConfigOp> change = new ArrayList<>();
    TopicConfigs.adjustable(topic, retention)
        .forEach((name, wanted) -> {
          String present = found.get(name).value();
          if (!wanted.equals(present)) {
            LOGGER
                .atInfo()
                .addKeyValue("topic", topic.name())
                .addKeyValue("setting", name)
                .addKeyValue("from", present)
                .addKeyValue("to", wanted)
                .log("topic is configured otherwise from now on");
            change.add(new AlterConfigOp(new ConfigEntry(name, wanted), AlterConfigOp.OpType.SET));
          }
        });
    return change;
  }

  private static Map<String, Config> configs(Admin admin, List<String> names)
      throws IOException, InterruptedException {
    List<ConfigResource> resources = names.stream().map(TopicProvisioner::resource).toList();
    return get(admin.describeConfigs(resources).all()).entrySet().stream()
        .collect(Collectors.toMap(entry -> entry.getKey().name(), Map.Entry::getValue));
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }

  private static void expect(Topic<?> topic, String what, Object expected, Object found) {
    if (!expected.equals(found)) {
      throw new IllegalStateException(
          "Expected topic %s to have %s %s, but it has %s"
              .formatted(topic.name(), what, expected, found));
    }
  }

  private static <T> T known(Map<String, T> found, Topic<?> topic) {
    return Objects.requireNonNull(found.get(topic.name()), topic::name);
  }

  /// A topic that differs from the others in the catalogue has its reasons there.
  private int partitions(Topic<?> topic) {
    return settings.partitions() == null || topic.partitions() != Topics.DEFAULT_PARTITIONS
        ? topic.partitions()
        : settings.partitions();
  }

  private static <T> T get(KafkaFuture<T> future) throws IOException, InterruptedException {
    try {
      return future.get(REQUEST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (java.util.concurrent.TimeoutException e) {
      throw new IOException("Kafka did not answer within " + REQUEST, e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RetriableException cause -> throw new IOException(cause.getMessage(), cause);
        case TopicExistsException cause -> throw cause;
        case null, default ->
            throw new IllegalStateException("Kafka refused: " + e.getMessage(), e);
      }
    }
  }
}

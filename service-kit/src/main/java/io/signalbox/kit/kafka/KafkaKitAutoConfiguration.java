package io.signalbox.kit.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.signalbox.kit.Ids;
import io.signalbox.kit.Instance;
import java.time.Clock;
import org.apache.kafka.streams.Topology;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.DependsOn;
import org.springframework.core.env.Environment;

/// Gives each service its way to the log. A service that declares a [Topology] gets it run.
@AutoConfiguration(after = KafkaAutoConfiguration.class)
@EnableConfigurationProperties({
  TopicSettings.class,
  RetentionSettings.class,
  RegistrySettings.class,
  StreamsSettings.class,
  KafkaProperties.class
})
public class KafkaKitAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  Instance instance(Environment environment) {
    return new Instance(
        environment.getRequiredProperty("spring.application.name"), Ids.next().toString());
  }

  @Bean
  WireConfig wireConfig(KafkaProperties kafka, KafkaConnectionDetails connection) {
    return new WireConfig(kafka, connection);
  }

  @Bean
  TopicProvisioner topicProvisioner(
      WireConfig config,
      TopicSettings settings,
      RetentionSettings retention,
      RegistrySettings registry) {
    return new TopicProvisioner(config, settings, retention, new SchemaRegistration(registry));
  }

  @Bean
  @DependsOn("topicProvisioner")
  RecordSender recordSender(WireConfig config, Instance instance) {
    return new RecordSender(config, instance);
  }

  @Bean
  @DependsOn("topicProvisioner")
  ReplyListener replyListener(WireConfig config, Instance instance) {
    return new ReplyListener(config, instance);
  }

  @Bean
  Commands commands(RecordSender sender, ReplyListener replies, Instance instance) {
    return new Commands(sender, replies, instance);
  }

  @Bean
  @ConditionalOnBean(Topology.class)
  @DependsOn("topicProvisioner")
  StreamsRunner streamsRunner(
      Topology topology,
      WireConfig config,
      StreamsSettings settings,
      Instance instance,
      MeterRegistry meters) {
    return new StreamsRunner(topology, config, settings, instance, meters);
  }
}

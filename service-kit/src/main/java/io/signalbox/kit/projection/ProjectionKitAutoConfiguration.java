package io.signalbox.kit.projection;

import io.micrometer.core.instrument.MeterRegistry;
import io.signalbox.kit.Instance;
import io.signalbox.kit.kafka.KafkaKitAutoConfiguration;
import io.signalbox.kit.kafka.WireConfig;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Runs every [Projection] that a service declares, once its tables are there, and trims the tables
/// where the service declares a [ViewRetention].
@AutoConfiguration(
    after = KafkaKitAutoConfiguration.class,
    afterName = "org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration")
@ConditionalOnClass(JdbcTemplate.class)
@ConditionalOnBean(Projection.class)
@EnableConfigurationProperties(TrimmerSettings.class)
public class ProjectionKitAutoConfiguration {

  @Bean
  @DependsOn("topicProvisioner")
  @DependsOnDatabaseInitialization
  Projections projections(
      List<Projection<?>> declared,
      WireConfig config,
      Instance instance,
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      MeterRegistry meters) {
    TransactionTemplate template = new TransactionTemplate(transactions);
    List<ProjectionRunner<?>> runners =
        declared.stream()
            .<ProjectionRunner<?>>map(
                each -> runner(each, config, instance, jdbc, template, meters))
            .toList();
    return new Projections(runners);
  }

  @Bean
  @ConditionalOnBean(ViewRetention.class)
  @DependsOnDatabaseInitialization
  ViewTrimmer viewTrimmer(
      List<ViewRetention> retention,
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      Clock clock,
      TrimmerSettings settings,
      MeterRegistry meters) {
    return new ViewTrimmer(
        ViewRetention.all(retention),
        jdbc,
        new TransactionTemplate(transactions),
        clock,
        settings,
        meters);
  }

  private static ProjectionRunner<?> runner(
      Projection<?> projection,
      WireConfig config,
      Instance instance,
      JdbcTemplate jdbc,
      TransactionTemplate transactions,
      MeterRegistry meters) {
    return new ProjectionRunner<>(
        projection, instance.service(), config, jdbc, transactions, meters);
  }
}

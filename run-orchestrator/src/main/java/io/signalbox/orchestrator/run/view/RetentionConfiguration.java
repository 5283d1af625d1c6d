package io.signalbox.orchestrator.run.view;

import io.signalbox.kit.kafka.RetentionSettings;
import io.signalbox.kit.projection.ViewRetention;
import io.signalbox.orchestrator.session.view.SessionRetention;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What is removed from the tables of this service, and when.
@Configuration(proxyBeanMethods = false)
class RetentionConfiguration {

  @Bean
  ViewRetention runRetention(RetentionSettings settings) {
    return new RunRetention(settings.events(), settings.views());
  }

  @Bean
  ViewRetention sessionRetention(RetentionSettings settings) {
    return new SessionRetention(settings.views());
  }
}

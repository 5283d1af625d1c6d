package io.signalbox.orchestrator.run.view;

import io.signalbox.kit.projection.ViewRetention;
import io.signalbox.orchestrator.session.view.SessionRetention;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What is removed from the tables of this service, and when.
@Configuration(proxyBeanMethods = false)
class RetentionConfiguration {

  @Bean
  ViewRetention runRetention(ViewAges ages) {
    return new RunRetention(ages.events(), ages.views());
  }

  @Bean
  ViewRetention sessionRetention(ViewAges ages) {
    return new SessionRetention(ages.views());
  }
}

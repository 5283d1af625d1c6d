package io.signalbox.testkit.kit;

import io.signalbox.kit.kafka.WireConfig;
import io.signalbox.testing.Tally;
import io.signalbox.testkit.BackingServices;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.Topology;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Starts what a service gets from the kit, with all defaults that services share.
public final class KitContext {
  private KitContext() {}

  /// A service that only sends and reads.
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  public static class Plain {}

  /// A service that runs the tally.
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  public static class Counting {
    @Bean
    Topology topology(WireConfig config) {
      return Tally.topology(config.serdes());
    }
  }

  /// Starts a context under a service name of its own.
  ///
  /// @param more properties on top of the shared ones
  public static ConfigurableApplicationContext start(
      String name, Map<String, Object> more, Class<?>... sources) {
    BackingServices backing = BackingServices.shared();
    Map<String, Object> properties = new HashMap<>(backing.springProperties("signalbox_runs"));
    properties.put("spring.application.name", name);
    properties.put("spring.config.import", "classpath:signalbox-service.yaml");
    properties.put(
        "spring.datasource.url", backing.jdbcUrl("signalbox_runs") + "&currentSchema=runs");
    properties.putAll(more);
    String[] arguments =
        properties.entrySet().stream()
            .map(each -> "--%s=%s".formatted(each.getKey(), each.getValue()))
            .toArray(String[]::new);
    return new SpringApplicationBuilder(sources).web(WebApplicationType.NONE).run(arguments);
  }
}

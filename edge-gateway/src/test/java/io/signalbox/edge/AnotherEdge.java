package io.signalbox.edge;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.signalbox.testkit.BackingServices;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/// One more edge on the same backing services.
record AnotherEdge(ConfigurableApplicationContext context) implements AutoCloseable {

  /// @param more names and values of properties in turn
  static AnotherEdge start(String... more) {
    Map<String, Object> properties =
        new HashMap<>(BackingServices.shared().springProperties("signalbox_reader"));
    properties.put("server.port", 0);
    properties.put("signalbox.edge.loopback-without-credentials", true);
    properties.put("signalbox.edge.shutdown.grace", "0s");
    for (int index = 0; index < more.length; index += 2) {
      properties.put(more[index], more[index + 1]);
    }
    return new AnotherEdge(
        new SpringApplicationBuilder(EdgeGateway.class)
            .initializers(context ->
                context
                    .getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource("test", properties)))
            .run());
  }

  /// One on which little may wait for a watcher.
  ///
  /// @param more as for [#start]
  static AnotherEdge withLittleRoom(String... more) {
    String[] little = {
      "signalbox.edge.watch.buffer", "20",
      "signalbox.edge.watch.buffer-bytes", "100KB",
      "signalbox.edge.watch.window.bytes", "2MB"
    };
    return start(Stream.of(little, more).flatMap(Stream::of).toArray(String[]::new));
  }

  Http http() {
    return new Http(
        context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
  }

  /// How many watches were ended as their watchers were too slow.
  double slowWatchers() {
    return context
        .getBean(MeterRegistry.class)
        .find("signalbox.edge.watch.closed")
        .tag("reason", "slow_consumer")
        .counters()
        .stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  @Override
  public void close() {
    context.close();
  }
}

package io.signalbox.edge.hsafa;

import io.signalbox.edge.devices.DeviceSessions;
import io.signalbox.edge.health.Connections;
import io.signalbox.edge.watch.RunWatcher;
import java.util.function.IntSupplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What a report of this instance counts.
@Configuration(proxyBeanMethods = false)
class OpenConnections {

  @Bean
  Connections openWatchers(RunWatcher watcher) {
    return new Counted("watchers", watcher::count);
  }

  @Bean
  Connections openDevices(DeviceSessions devices) {
    return new Counted("devices", devices::count);
  }

  private record Counted(String kind, IntSupplier counter) implements Connections {
    @Override
    public int open() {
      return counter.getAsInt();
    }
  }
}

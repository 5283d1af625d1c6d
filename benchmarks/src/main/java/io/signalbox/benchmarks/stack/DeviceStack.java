package io.signalbox.benchmarks.stack;

import io.signalbox.benchmarks.load.LoadTarget;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// All services that a tool call goes through, as processes on backing services of their own. All
/// ends with this object, the data included.
public final class DeviceStack implements AutoCloseable {
  private static final List<String> FLAGS = List.of("-Xmx512m");

  private final OrchestratorStack rest;
  private final List<StartedService> services = new ArrayList<>();

  private DeviceStack(OrchestratorStack rest) {
    this.rest = rest;
  }

  /// Starts everything as the images do, and returns when all services say that they are ready.
  public static DeviceStack start() {
    DeviceStack stack = new DeviceStack(OrchestratorStack.start(Tuning.AS_IN_PRODUCTION, Map.of()));
    try {
      for (StartedService.Kind kind :
          List.of(StartedService.REGISTRY, StartedService.DISPATCHER, StartedService.EDGE)) {
        stack.services.add(StartedService.start(kind, stack.rest.place(), FLAGS, Map.of()));
      }
      return stack;
    } catch (RuntimeException e) {
      stack.close();
      throw e;
    }
  }

  /// Where a load goes.
  public LoadTarget target() {
    return rest.target();
  }

  /// Where devices connect.
  public URI devices() {
    return URI.create("ws://127.0.0.1:%d/devices/connect".formatted(services.getLast().port()));
  }

  @Override
  public void close() {
    services.reversed().forEach(StartedService::close);
    rest.close();
  }
}

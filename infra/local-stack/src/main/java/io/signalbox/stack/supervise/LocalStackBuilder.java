package io.signalbox.stack.supervise;

import io.signalbox.stack.backing.Installation;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Describes a [LocalStack] to start.
public final class LocalStackBuilder {

  private final Map<Service, Integer> instances = new EnumMap<>(Service.class);
  private final Map<Service, Map<String, String>> environment = new EnumMap<>(Service.class);
  private @Nullable Path home;
  private @Nullable Path cache;
  private @Nullable PortPlan ports;
  private @Nullable Installation installation;
  private Progress progress = Progress.SILENT;

  LocalStackBuilder() {}

  /// The folder of data, logs and state. Data that lies there is used.
  public LocalStackBuilder home(Path folder) {
    home = folder;
    return this;
  }

  /// The folder of what stacks may share; below the home unless set. A second start from the same
  /// cache is quicker.
  public LocalStackBuilder cache(Path folder) {
    cache = folder;
    return this;
  }

  /// Takes free ports instead of the usual ones.
  public LocalStackBuilder freePorts() {
    return ports(PortPlan.free());
  }

  /// Takes these ports.
  public LocalStackBuilder ports(PortPlan plan) {
    ports = plan;
    return this;
  }

  /// How many processes of a service to start, by its module's name; 0 for none.
  public LocalStackBuilder instances(String service, int count) {
    instances.put(Service.named(service), count);
    return this;
  }

  /// Sets an environment variable for all processes of a service, over everything the stack sets
  /// itself.
  public LocalStackBuilder environment(String service, String variable, String value) {
    environment.computeIfAbsent(Service.named(service), _ -> new HashMap<>()).put(variable, value);
    return this;
  }

  /// Takes the built parts from elsewhere than this repository.
  LocalStackBuilder installation(Installation parts) {
    installation = parts;
    return this;
  }

  /// Who is told what happens.
  public LocalStackBuilder progress(Progress listener) {
    progress = listener;
    return this;
  }

  /// Starts everything and returns when all is ready.
  ///
  /// @throws IllegalStateException when no home is set
  /// @throws io.signalbox.stack.backing.BackingException when something does not start; nothing is
  ///   left running
  /// @throws io.signalbox.stack.process.PortTakenException when a port is taken; nothing is left
  ///   running
  public LocalStack start() {
    var stack = build();
    stack.start();
    return stack;
  }

  /// The stack, not started: for a supervisor that must be able to close it while it starts.
  LocalStack build() {
    if (home == null) {
      throw new IllegalStateException("Expected a home folder, but none is set");
    }
    var settings =
        new StackSettings(
            home,
            cache == null ? home.resolve("cache") : cache,
            ports == null ? PortPlan.from(System.getenv()) : ports,
            instances,
            environment);
    return new LocalStack(
        settings, installation == null ? Installation.find() : installation, progress);
  }
}

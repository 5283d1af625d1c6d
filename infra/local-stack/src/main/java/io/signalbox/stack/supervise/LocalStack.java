package io.signalbox.stack.supervise;

import io.signalbox.stack.backing.BackingFolders;
import io.signalbox.stack.backing.Installation;
import io.signalbox.stack.backing.KafkaBroker;
import io.signalbox.stack.backing.PostgresData;
import io.signalbox.stack.backing.PostgresServer;
import io.signalbox.stack.backing.SchemaRegistry;
import io.signalbox.stack.backing.SchemaRegistry.Storage;
import io.signalbox.stack.process.ChildProcess;
import io.signalbox.stack.process.Ports;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Signalbox on one machine: Postgres, Kafka, the schema registry and the services, each a process
/// of its own.
///
/// ```java
/// try (var stack = LocalStack.builder().home(folder).freePorts().instances("edge-gateway", 2).start()) {
///   stack.instance("run-orchestrator", 0).kill();
/// }
/// ```
///
/// The processes end with the JVM that started them, whatever ends it.
public final class LocalStack implements AutoCloseable {

  private final StackSettings settings;
  private final Progress progress;
  private final Children children;
  private final PostgresData data;
  private final PostgresServer postgres;
  private final KafkaBroker kafka;
  private final SchemaRegistry registry;
  private final ServiceLauncher launcher;
  private final Map<Children.Stage, ChildProcess> backing = new ConcurrentHashMap<>();
  private final Map<Service, List<ServiceInstance>> instances = new EnumMap<>(Service.class);

  LocalStack(StackSettings settings, Installation installation, Progress progress) {
    this.settings = settings;
    this.progress = progress;
    var folders = folders(settings);
    var ports = settings.ports();
    children = new Children(new RunFolder(folders.run()), progress);
    data = PostgresData.below(folders.data());
    postgres = new PostgresServer(installation, folders, ports.of(StackPort.POSTGRES));
    kafka =
        new KafkaBroker(
            installation, folders, ports.of(StackPort.KAFKA), ports.of(StackPort.KAFKA_CONTROLLER));
    registry =
        new SchemaRegistry(
            installation,
            folders,
            ports.of(StackPort.REGISTRY),
            ports.of(StackPort.REGISTRY_MANAGEMENT),
            Storage.FILE);
    launcher = new ServiceLauncher(installation, folders, settings);
  }

  /// Describes a stack to start: one instance of each service on the usual ports unless told
  /// otherwise.
  public static LocalStackBuilder builder() {
    return new LocalStackBuilder();
  }

  /// Starts the backing services side by side, then the services side by side, and returns when all
  /// are ready. When one does not get there, all are ended.
  void start() {
    try {
      data.stopServer();
      requireFreePorts();
      Parallel.run(
          List.of(this::startPostgres, this::startKafka, this::startRegistry), children::close);
      Parallel.run(serviceStarts(), children::close);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /// All instances of a service, by its module's name.
  public List<ServiceInstance> instances(String service) {
    return List.copyOf(instances.getOrDefault(Service.named(service), List.of()));
  }

  /// One instance of a service, counted from 0.
  public ServiceInstance instance(String service, int index) {
    return instances(service).get(index);
  }

  /// The address of the first edge.
  public URI edgeUrl() {
    return URI.create("http://127.0.0.1:" + settings.ports().of(StackPort.EDGE));
  }

  public String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  public String registryUrl() {
    return registry.url();
  }

  /// The JDBC address of the database for one role (`signalbox_runs`, `signalbox_reader` …;
  /// `postgres` may do all).
  public String jdbcUrl(String role) {
    return postgres.jdbcUrl(role);
  }

  /// Ends the broker as an operator would. Returns when it is gone.
  public void stopKafka() {
    end(Children.Stage.KAFKA);
  }

  /// Starts the broker again on the same data, and returns when it takes requests.
  public void restartKafka() {
    startKafka();
  }

  /// Ends the database as an operator would. Returns when it is gone.
  public void stopPostgres() {
    end(Children.Stage.POSTGRES);
    data.stopServer();
  }

  /// Starts the database again on the same data, and returns when it can be used.
  public void restartPostgres() {
    startPostgres();
  }

  private void end(Children.Stage stage) {
    var process = Objects.requireNonNull(backing.get(stage), "nothing of it was started");
    children.remove(process);
    process.close();
  }

  /// Completes with the first process that ends, for whatever reason, [#close()] included.
  public CompletableFuture<ChildProcess> firstExit() {
    return children.firstExit();
  }

  /// Ends the services, then what they stand on, a server that lost its keeper included. Returns
  /// when all are gone; safe to call again.
  @Override
  public void close() {
    children.close();
    data.stopServer();
  }

  private static BackingFolders folders(StackSettings settings) {
    var home = BackingFolders.below(settings.home());
    var cache = settings.cache().toAbsolutePath().normalize();
    return new BackingFolders(
        home.data(), home.logs(), home.run(), cache, cache.resolve("postgres"));
  }

  // Before anything starts, so that a taken port is told at once and not after ten seconds of
  // starting the rest.
  private void requireFreePorts() {
    for (var port : StackPort.values()) {
      Ports.requireFree(
          settings.ports().of(port), "%s (%s)".formatted(port.component(), port.variable()));
    }
  }

  private void startPostgres() {
    int port = settings.ports().of(StackPort.POSTGRES);
    startBacking(
        Children.Stage.POSTGRES, PostgresServer.NAME, port, postgres::launch, postgres::awaitReady);
  }

  private void startKafka() {
    int port = settings.ports().of(StackPort.KAFKA);
    startBacking(Children.Stage.KAFKA, KafkaBroker.NAME, port, kafka::launch, kafka::awaitReady);
  }

  private void startRegistry() {
    int port = settings.ports().of(StackPort.REGISTRY);
    startBacking(
        Children.Stage.REGISTRY, SchemaRegistry.NAME, port, registry::launch, registry::awaitReady);
  }

  private void startBacking(
      Children.Stage stage,
      String name,
      int port,
      Supplier<ChildProcess> launch,
      Consumer<ChildProcess> awaitReady) {
    long begin = System.nanoTime();
    progress.starting(name);
    var process = children.launch(stage, port, launch);
    backing.put(stage, process);
    awaitReady.accept(process);
    progress.ready(name, "127.0.0.1:" + port, since(begin));
  }

  private List<Runnable> serviceStarts() {
    var starts = new ArrayList<Runnable>();
    for (var service : Service.values()) {
      for (int index = 0; index < settings.instancesOf(service); index++) {
        var instance = launched(service, index);
        long begin = System.nanoTime();
        starts.add(() -> awaitReady(instance, begin));
      }
    }
    return starts;
  }

  private ServiceInstance launched(Service service, int index) {
    var name = index == 0 ? service.module() : service.module() + "-" + (index + 1);
    int port = index == 0 ? settings.ports().of(service.port()) : Ports.free();
    progress.starting(name);
    var instance = new ServiceInstance(service, name, port, launcher, children);
    instances.computeIfAbsent(service, _ -> new ArrayList<>()).add(instance);
    return instance;
  }

  private void awaitReady(ServiceInstance instance, long begin) {
    instance.awaitReady();
    progress.ready(instance.name(), instance.baseUrl().toString(), since(begin));
  }

  private static Duration since(long begin) {
    return Duration.ofNanos(System.nanoTime() - begin);
  }
}

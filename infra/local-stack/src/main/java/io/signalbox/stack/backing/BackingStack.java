package io.signalbox.stack.backing;

import io.signalbox.stack.backing.SchemaRegistry.Storage;
import io.signalbox.stack.process.ChildProcess;
import io.signalbox.stack.process.Ports;
import java.util.ArrayList;
import java.util.List;

/// All three backing services on free ports, for tests: started together, ended together.
public final class BackingStack implements AutoCloseable {

  private final PostgresServer postgres;
  private final KafkaBroker kafka;
  private final SchemaRegistry registry;
  private final List<ChildProcess> children = new ArrayList<>();

  private BackingStack(Installation installation, BackingFolders folders, Compiler compiler) {
    var ports = Ports.free(5);
    postgres = new PostgresServer(installation, folders, ports.get(0));
    kafka = new KafkaBroker(installation, folders, ports.get(1), ports.get(2), compiler);
    registry =
        new SchemaRegistry(installation, folders, ports.get(3), ports.get(4), Storage.MEMORY);
  }

  /// Starts all three and returns when all are ready.
  ///
  /// @throws BackingException when one of them does not get there; the others are ended
  public static BackingStack start(Installation installation, BackingFolders folders) {
    return start(installation, folders, Compiler.QUICK);
  }

  /// The same with a broker that compiles in a way of your choice.
  public static BackingStack start(
      Installation installation, BackingFolders folders, Compiler compiler) {
    var stack = new BackingStack(installation, folders, compiler);
    try {
      var postgres = stack.launched(stack.postgres.launch());
      var kafka = stack.launched(stack.kafka.launch());
      var registry = stack.launched(stack.registry.launch());
      stack.postgres.awaitReady(postgres);
      stack.kafka.awaitReady(kafka);
      stack.registry.awaitReady(registry);
      return stack;
    } catch (RuntimeException e) {
      stack.close();
      throw e;
    }
  }

  public PostgresServer postgres() {
    return postgres;
  }

  public KafkaBroker kafka() {
    return kafka;
  }

  public SchemaRegistry registry() {
    return registry;
  }

  /// Ends all three; nothing is left behind.
  @Override
  public void close() {
    children.forEach(child -> child.process().toHandle().destroy());
    children.forEach(ChildProcess::close);
  }

  private ChildProcess launched(ChildProcess child) {
    children.add(child);
    return child;
  }
}

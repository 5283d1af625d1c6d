package io.signalbox.stack.supervise;

import io.signalbox.stack.backing.BackingException;
import io.signalbox.stack.backing.HttpProbe;
import io.signalbox.stack.process.ProcessId;
import io.signalbox.stack.supervise.StackState.Phase;
import io.signalbox.stack.supervise.StackState.Snapshot;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Looks at a stack from outside, and ends it.
public final class StackControl {

  private static final Duration STOP_LIMIT = Duration.ofSeconds(170);
  private static final long PAUSE_MILLIS = 100;

  private final StackHome home;

  public StackControl(StackHome home) {
    this.home = home;
  }

  /// A component as it is now.
  ///
  /// @param ready for services: what readiness says; for the others: whether they live
  public record Component(String name, long pid, int port, boolean alive, boolean ready) {}

  /// Whether somebody holds the home: a stack that is starting, ready or stopping.
  public boolean isRunning() {
    return StackLock.isHeld(home.lockFile());
  }

  /// Whether the stack has become ready and is not being stopped.
  public boolean isReady() {
    return isRunning() && told().map(Snapshot::phase).filter(Phase.READY::equals).isPresent();
  }

  /// The address for clients, where a stack is running.
  public Optional<URI> edgeUrl() {
    return isRunning() ? told().map(Snapshot::edgeUrl).map(URI::create) : Optional.empty();
  }

  /// Since when the supervisor runs, where there is one.
  public Optional<Instant> runningSince() {
    return isRunning()
        ? told().map(Snapshot::supervisor).map(ProcessId::startedAt)
        : Optional.empty();
  }

  /// The recorded components, by name.
  public List<Component> components() {
    var services = Arrays.stream(Service.values()).map(Service::module).toList();
    return home.run().entries().stream()
        .map(entry -> {
          boolean alive = entry.id().find().isPresent();
          boolean isService = services.stream().anyMatch(entry.name()::startsWith);
          boolean ready = alive && (!isService || HttpProbe.isOk(readiness(entry.port())));
          return new Component(entry.name(), entry.id().pid(), entry.port(), alive, ready);
        })
        .toList();
  }

  /// Ends everything: asks the supervisor, waits up to 170 seconds, then ends what is left. Tells
  /// each component that is gone.
  ///
  /// @return whether there was anything to end
  /// @throws BackingException when a process survives all that
  public boolean stop(Consumer<String> gone) {
    var supervisor =
        isRunning()
            ? told().flatMap(each -> each.supervisor().find())
            : Optional.<ProcessHandle>empty();
    supervisor.ifPresent(process -> askToEnd(process, gone));
    var leftovers = new Leftovers(home);
    int ended = leftovers.end();
    if (!leftovers.alive().isEmpty()) {
      throw new BackingException(
          "Expected all processes to be gone, but these are not: " + leftovers.alive());
    }
    home.state().delete();
    return supervisor.isPresent() || ended > 0;
  }

  private void askToEnd(ProcessHandle supervisor, Consumer<String> gone) {
    var waiting = names();
    supervisor.destroy();
    long deadline = System.nanoTime() + STOP_LIMIT.toNanos();
    while (supervisor.isAlive() && System.nanoTime() < deadline && pause()) {
      tellGone(waiting, gone);
    }
    if (supervisor.isAlive()) {
      supervisor.destroyForcibly();
      supervisor.onExit().join();
    }
    tellGone(waiting, gone);
  }

  private void tellGone(Set<String> waiting, Consumer<String> gone) {
    var left = names();
    waiting.stream().filter(name -> !left.contains(name)).sorted().forEach(gone);
    waiting.retainAll(left);
  }

  private Set<String> names() {
    var names = new HashSet<String>();
    home.run().entries().forEach(entry -> names.add(entry.name()));
    return names;
  }

  private Optional<Snapshot> told() {
    return home.state().read();
  }

  private static URI readiness(int port) {
    return URI.create("http://127.0.0.1:%d/actuator/health/readiness".formatted(port));
  }

  private static boolean pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

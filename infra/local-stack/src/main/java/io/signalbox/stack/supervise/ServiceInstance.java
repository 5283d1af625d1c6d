package io.signalbox.stack.supervise;

import io.signalbox.stack.process.ChildProcess;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/// One process of one service: can be stopped, killed and started again, always at the same
/// address.
public final class ServiceInstance {

  private final Service service;
  private final String name;
  private final int port;
  private final ServiceLauncher launcher;
  private final Children children;
  private volatile ChildProcess process;

  ServiceInstance(
      Service service, String name, int port, ServiceLauncher launcher, Children children) {
    this.service = service;
    this.name = name;
    this.port = port;
    this.launcher = launcher;
    this.children = children;
    this.process = launched();
  }

  /// The module's name; from the second instance on, with a number: `edge-gateway-2`.
  public String name() {
    return name;
  }

  public int port() {
    return port;
  }

  public URI baseUrl() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /// The process that runs now, or the last one that did.
  public Process process() {
    return process.process();
  }

  /// The last lines of its log.
  public List<String> logTail(int lines) {
    return process.log().tail(lines);
  }

  /// Ends it as a crash would (`kill -9`). Returns when it is gone.
  public void kill() {
    children.remove(process);
    process.kill();
  }

  /// Ends it as an operator would. Returns when it is gone.
  public void stop() {
    children.remove(process);
    process.close();
  }

  /// Starts it again after [#kill()] or [#stop()] and returns when it is ready.
  ///
  /// @throws IllegalStateException when it still runs
  public void restart() {
    if (process.isAlive()) {
      throw new IllegalStateException("Expected " + name + " to be ended, but it runs");
    }
    process = launched();
    awaitReady();
  }

  /// Returns when the service says that it is ready; tells how long that took.
  ///
  /// @throws io.signalbox.stack.backing.BackingException when it does not get there
  public Duration awaitReady() {
    long begin = System.nanoTime();
    launcher.awaitReady(process, port);
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private ChildProcess launched() {
    return children.launch(
        Children.Stage.SERVICES, port, () -> launcher.launch(service, name, port));
  }
}

package io.signalbox.stack.cli;

import io.signalbox.stack.backing.BackingException;
import io.signalbox.stack.backing.Installation;
import io.signalbox.stack.process.JavaCommand;
import io.signalbox.stack.process.LogFile;
import io.signalbox.stack.process.LogFollower;
import io.signalbox.stack.process.NewSession;
import io.signalbox.stack.supervise.StackControl;
import io.signalbox.stack.supervise.StackHome;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;

/// A supervisor that outlives the command that started it.
final class DetachedSupervisor {

  private static final long PAUSE_MILLIS = 100;

  private final StackHome home;
  private final PrintWriter out;
  private final LogFile log;

  DetachedSupervisor(StackHome home, PrintWriter out) {
    this.home = home;
    this.out = out;
    this.log = home.log("supervisor");
  }

  /// Starts it, shows what it says, and returns when the stack is ready. Whoever is interrupted
  /// before that ends it again.
  ///
  /// @throws BackingException when the stack does not become ready; nothing is left running
  void start() {
    home.prepare();
    log.rotate();
    var process = launch();
    var undo = new Thread(() -> end(process), "detached-undo");
    Runtime.getRuntime().addShutdownHook(undo);
    followUntilReady(process);
    Runtime.getRuntime().removeShutdownHook(undo);
  }

  private Process launch() {
    var builder =
        new ProcessBuilder(commandLine())
            .redirectErrorStream(true)
            .redirectInput(Redirect.from(new File("/dev/null")))
            .redirectOutput(log.path().toFile());
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start the supervisor", e);
    }
  }

  private static List<String> commandLine() {
    var installation = Installation.find();
    var line = new ArrayList<>(NewSession.detachedPrefix());
    line.addAll(
        List.of(JavaCommand.java(), "-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    line.add("-Dsignalbox.root=" + installation.root());
    line.addAll(List.of("-jar", installation.launcherJar().toString(), "up", "--supervisor"));
    return line;
  }

  private void followUntilReady(Process process) {
    var control = new StackControl(home);
    try (var follower = new LogFollower(log.path())) {
      boolean ready = false;
      while (!ready && process.isAlive()) {
        ready = control.isReady();
        show(follower);
        Thread.sleep(PAUSE_MILLIS);
      }
      show(follower);
      if (!ready) {
        throw new BackingException("The stack did not start; see " + log.path());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BackingException("Interrupted while the stack was starting", e);
    }
  }

  private void show(LogFollower follower) {
    follower.newLines().forEach(out::println);
    out.flush();
  }

  private static void end(Process process) {
    process.destroy();
    process.onExit().join();
  }
}

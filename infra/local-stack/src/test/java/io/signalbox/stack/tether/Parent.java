package io.signalbox.stack.tether;

import io.signalbox.stack.process.ChildProcess;
import io.signalbox.stack.process.JavaCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A main class that starts a tethered sleeper, tells its pid, and never ends by itself.
public final class Parent {

  private Parent() {}

  public static void main(String[] args) throws InterruptedException {
    var folder = Path.of(args[0]);
    var command =
        new JavaCommand(
            List.of("-Xmx32m"),
            List.of(Path.of("target/test-classes").toAbsolutePath()),
            "io.signalbox.stack.tether.Sleeper",
            List.of());
    var child =
        ChildProcess.start(
            "sleeper", command.line(folder), Map.of(), folder.resolve("sleeper.log"));
    System.out.println("child " + child.id().pid());
    Thread.sleep(Long.MAX_VALUE);
  }
}

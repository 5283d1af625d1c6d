package io.signalbox.stack.demo;

import io.signalbox.stack.backing.Installation;
import io.signalbox.stack.backing.Startup;
import io.signalbox.stack.process.ChildProcess;
import io.signalbox.stack.process.JavaCommand;
import io.signalbox.stack.process.LogFollower;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// The simulated device as a child, with what it says shown as it says it.
final class DeviceProcess implements AutoCloseable {

  private static final String NAME = "demo-device";
  private static final Duration START_LIMIT = Duration.ofSeconds(30);
  private static final long PAUSE_MILLIS = 20;

  private final ChildProcess process;
  private final DemoOutput output;
  private final LogFollower follower;
  private final CountDownLatch registered = new CountDownLatch(1);
  private final ScheduledExecutorService reader =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name(NAME).factory());

  private DeviceProcess(ChildProcess process, DemoOutput output) {
    this.process = process;
    this.output = output;
    this.follower = new LogFollower(process.log().path());
  }

  static DeviceProcess start(
      Installation installation, URI edge, Path logs, Path cache, DemoOutput output) {
    var command =
        new JavaCommand(
            List.of("-Xmx48m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
            List.of(installation.launcherJar()),
            SimulatedDevice.class.getName(),
            List.of(edge.toString(), "signalbox-demo", DemoAgent.TOOL));
    var child =
        ChildProcess.start(NAME, command.line(cache), Map.of(), logs.resolve(NAME + ".log"));
    var device = new DeviceProcess(child, output);
    var _ =
        device.reader.scheduleWithFixedDelay(
            device::show, PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    return device;
  }

  /// Returns when the edge has accepted the device.
  ///
  /// @throws io.signalbox.stack.backing.BackingException when that takes more than 30 seconds
  void awaitRegistered() {
    Startup.await(process, START_LIMIT, () -> registered.getCount() == 0);
  }

  @Override
  public void close() {
    process.close();
    reader.close();
    show();
    follower.close();
  }

  private void show() {
    for (var line : follower.newLines()) {
      output.say("device", line);
      if (line.startsWith(SimulatedDevice.REGISTERED)) {
        registered.countDown();
      }
    }
  }
}

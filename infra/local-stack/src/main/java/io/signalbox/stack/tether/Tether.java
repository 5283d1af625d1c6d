package io.signalbox.stack.tether;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/// Runs another main class for as long as standard input stays open.
///
/// The parent holds the other end of that pipe. When the parent ends, in whatever way (`kill -9`
/// too), the kernel closes the pipe and this process shuts down as if it had been asked to:
/// shutdown hooks run. It is halted when these take longer than 20 seconds.
///
/// Usage: `java -cp tether.jar:application.jar io.signalbox.stack.tether.Tether MAIN_CLASS
/// [ARGUMENT …]`.
///
/// This class must stay alone: it is packed by itself into a jar on foreign class paths, so it may
/// use nothing but the JDK and may have no nested classes.
public final class Tether {

  private static final long GRACE_MILLIS = 20_000;

  private Tether() {}

  /// Starts watching standard input, then runs the main class named by the first argument with the
  /// other arguments. Ends the process with status 1 when that class is missing or its main method
  /// throws.
  public static void main(String[] args) throws ReflectiveOperationException {
    daemon("tether", Tether::endWithStandardInput);
    var main = Class.forName(args[0]).getDeclaredMethod("main", String[].class);
    main.setAccessible(true);
    try {
      main.invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
    } catch (InvocationTargetException e) {
      e.printStackTrace();
      System.exit(1);
    }
  }

  private static void endWithStandardInput() {
    try {
      while (System.in.read() >= 0) {
        // Whatever arrives means nothing; only the end does.
      }
    } catch (IOException e) {
      System.err.println("tether: standard input broke: " + e.getMessage());
    }
    daemon("tether-halt", Tether::haltAfterGrace);
    System.exit(0);
  }

  private static void haltAfterGrace() {
    try {
      Thread.sleep(GRACE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(1);
  }

  private static void daemon(String name, Runnable work) {
    Thread.ofPlatform().daemon().name(name).start(work);
  }
}

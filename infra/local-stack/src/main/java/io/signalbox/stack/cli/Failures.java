package io.signalbox.stack.cli;

import io.signalbox.stack.backing.BackingException;
import io.signalbox.stack.demo.DemoException;
import io.signalbox.stack.process.PortTakenException;
import io.signalbox.stack.supervise.AlreadyRunningException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;

/// Tells failures: those that a person can mend by their message, bugs with their stack.
final class Failures {

  private static final int FAILED = 1;

  private Failures() {}

  static int report(Exception failure, PrintWriter err) {
    if (isMendable(failure)) {
      err.println("signalbox: " + failure.getMessage());
    } else {
      failure.printStackTrace(err);
    }
    err.flush();
    return FAILED;
  }

  private static boolean isMendable(Exception failure) {
    return failure instanceof BackingException
        || failure instanceof PortTakenException
        || failure instanceof AlreadyRunningException
        || failure instanceof DemoException
        || failure instanceof UncheckedIOException
        || failure instanceof IllegalArgumentException;
  }
}

package io.signalbox.testkit.arch.planted.loud;

import java.util.logging.Logger;

/// Planted: two ways past the log.
public final class Loud {
  private static final Logger LOGGER = Logger.getLogger("loud");

  private Loud() {}

  /// Tells everybody.
  public static void tell(String text) {
    System.out.println(text);
    LOGGER.info(text);
  }
}

package io.signalbox.stack.cli;

import io.signalbox.stack.backing.Installation;
import io.signalbox.stack.supervise.StackHome;

/// Finds the home that a command is about.
final class Homes {

  private Homes() {}

  static StackHome current() {
    return StackHome.from(System.getenv(), Installation.find());
  }
}

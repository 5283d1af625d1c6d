package io.signalbox.stack.supervise;

/// The home of a stack has a supervisor already.
public final class AlreadyRunningException extends RuntimeException {

  AlreadyRunningException(StackHome home) {
    super("The stack of " + home.path() + " is running already");
  }
}

package io.signalbox.stack.demo;

/// The demo cannot go on; the message says where it stopped.
public final class DemoException extends RuntimeException {

  DemoException(String message) {
    super(message);
  }
}

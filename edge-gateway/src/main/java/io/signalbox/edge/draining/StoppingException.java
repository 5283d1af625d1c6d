package io.signalbox.edge.draining;

/// This instance is being stopped and takes nothing new; another one does.
public final class StoppingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoppingException() {
    super("This instance is being stopped; try again");
  }
}

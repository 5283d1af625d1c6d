package io.signalbox.stack.tether;

/// A main class that never ends by itself, and says so when it has begun.
public final class Sleeper {

  private Sleeper() {}

  public static void main(String[] args) throws InterruptedException {
    System.out.println("sleeping " + String.join(" ", args));
    Thread.sleep(Long.MAX_VALUE);
  }
}

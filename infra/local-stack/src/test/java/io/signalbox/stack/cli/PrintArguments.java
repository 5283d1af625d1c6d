package io.signalbox.stack.cli;

import java.util.Arrays;

/// Stands in for the launcher.
public final class PrintArguments {

  private PrintArguments() {}

  public static void main(String[] args) {
    System.out.println(Arrays.toString(args));
  }
}

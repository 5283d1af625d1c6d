package io.signalbox.stack.cli;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// A command that talks to a person.
abstract class ConsoleCommand implements Callable<Integer> {

  // Set by picocli before the command is called.
  @Spec private @Nullable CommandSpec spec;

  PrintWriter out() {
    return requireNonNull(spec).commandLine().getOut();
  }

  PrintWriter err() {
    return requireNonNull(spec).commandLine().getErr();
  }
}

package io.signalbox.stack.cli;

import io.signalbox.stack.process.LogFollower;
import io.signalbox.stack.supervise.StackHome;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "logs",
    description = "Shows the end of one component's log, or of all.",
    mixinStandardHelpOptions = true)
final class LogsCommand extends ConsoleCommand {

  private static final String SUFFIX = ".log";
  private static final long PAUSE_MILLIS = 200;

  @Parameters(
      arity = "0..1",
      paramLabel = "SERVICE",
      description =
          "edge-gateway, run-orchestrator, tool-dispatcher, device-registry, kafka, postgres, schema-registry or supervisor.")
  private @Nullable String service;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on until Ctrl-C.")
  private boolean follow;

  @Option(
      names = {"-n", "--lines"},
      defaultValue = "50",
      description = "How many lines of each (${DEFAULT-VALUE}).")
  private int lines;

  @Override
  public Integer call() throws InterruptedException {
    var out = out();
    var home = Homes.current();
    var names = service == null ? all(home) : List.of(checked(home, service));
    names.forEach(
        name -> home.log(name).tail(lines).forEach(line -> print(out, names, name, line)));
    out.flush();
    if (follow) {
      follow(home, names, out);
    }
    return 0;
  }

  private static void follow(StackHome home, List<String> names, PrintWriter out)
      throws InterruptedException {
    var followers = names.stream().map(name -> new LogFollower(home.log(name).path())).toList();
    followers.forEach(LogFollower::skipToEnd);
    while (!out.checkError()) {
      for (int i = 0; i < names.size(); i++) {
        var name = names.get(i);
        followers.get(i).newLines().forEach(line -> print(out, names, name, line));
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  private static void print(PrintWriter out, List<String> names, String name, String line) {
    out.println(names.size() == 1 ? line : "%-18s | %s".formatted(name, line));
  }

  private static String checked(StackHome home, String name) {
    var known = all(home);
    if (!known.contains(name)) {
      throw new IllegalArgumentException(
          known.isEmpty()
              ? "There are no logs in " + home.logs()
              : "Expected one of %s, but it is '%s'".formatted(String.join(", ", known), name));
    }
    return name;
  }

  private static List<String> all(StackHome home) {
    if (!Files.isDirectory(home.logs())) {
      return List.of();
    }
    try (var files = Files.list(home.logs())) {
      return files
          .map(Path::getFileName)
          .map(Path::toString)
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + home.logs(), e);
    }
  }
}

package io.signalbox.benchmarks.edge.watchers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Base64;
import java.util.List;

/// Watches runs over many connections, told by lines on standard input; each is answered by one
/// line on standard output. Ends with standard input.
///
/// ```
/// open SSE|SOCKET|BARE PORT COUNT AT_ONCE SECONDS RUN,RUN,…   -> opened READY FAILED BEGAN ENDED
/// round N                                                    -> round N
/// await COUNT SECONDS   -> received COUNT P50 P99 MAX FIRST LAST DISORDER LOST
/// sample                                                     -> sample BASE64
/// cpu                                                        -> cpu NANOS
/// close                                                      -> closed
/// ```
///
/// Times are in microseconds, points in time since 1970.
public final class WatchProgram {
  private final Fleet fleet;

  private WatchProgram(Fleet fleet) {
    this.fleet = fleet;
  }

  /// Serves until standard input ends.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    try (Fleet fleet = new Fleet();
        var in = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
      WatchProgram program = new WatchProgram(fleet);
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        System.out.println(program.answer(List.of(line.split(" "))));
        System.out.flush();
      }
    }
  }

  private String answer(List<String> words) throws InterruptedException {
    return switch (words.getFirst()) {
      case "open" -> open(words);
      case "round" -> {
        fleet.begin(Integer.parseInt(words.get(1)));
        yield "round " + words.get(1);
      }
      case "await" ->
          fleet.await(Long.parseLong(words.get(1)), Integer.parseInt(words.get(2))).line();
      case "sample" -> "sample " + Base64.getEncoder().encodeToString(fleet.sample());
      case "cpu" ->
          "cpu " + ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
      case "close" -> {
        fleet.closeAll();
        yield "closed";
      }
      default -> "Expected a command, but got " + words;
    };
  }

  private String open(List<String> words) throws InterruptedException {
    Fleet.Wish wish =
        new Fleet.Wish(
            Fleet.Kind.valueOf(words.get(1)),
            Integer.parseInt(words.get(2)),
            Integer.parseInt(words.get(3)),
            Integer.parseInt(words.get(4)),
            Integer.parseInt(words.get(5)),
            words.size() > 6 ? List.of(words.get(6).split(",")) : List.of());
    long began = Mark.micros();
    Opening opening = fleet.open(wish);
    return "opened %d %d %d %d"
        .formatted(opening.readyCount(), opening.failedCount(), began, Mark.micros());
  }
}

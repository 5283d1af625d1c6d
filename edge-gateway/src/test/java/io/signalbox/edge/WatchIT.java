package io.signalbox.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.edge.SseReader.Event;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Watching runs, over the wire.
class WatchIT extends EdgeTest {
  private static final int EVENTS = 12;

  @Test
  void shouldLoseAndRepeatNothingWhereverTheWatcherIsCut() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int cut = 0; cut <= EVENTS; cut++) {
      // given a run that is half written, and a view that lags behind
      RunScript run = new RunScript(log, readSide);
      run.write(EVENTS / 2).project(random.nextInt(EVENTS / 2 + 1));
      List<Event> seen = new ArrayList<>();

      // when a watcher is cut off after some events and comes back
      try (SseReader first = SseReader.open(port, stream(run), null)) {
        run.write(EVENTS / 2 - 1).project(random.nextInt(EVENTS));
        int most = Math.min(cut, EVENTS - 1);
        seen.addAll(run.whileBehind(() -> first.next(most)));
      }
      String last = seen.isEmpty() ? null : seen.getLast().id();
      try (SseReader second = SseReader.open(port, stream(run), last)) {
        run.complete();
        if (random.nextBoolean()) {
          run.projectAll();
        }
        seen.addAll(run.whileBehind(second::rest));
      }

      // then it has seen everything once
      assertThat(ids(seen)).as("cut at %d, seed %d", cut, seed).isEqualTo(upTo(EVENTS));
    }
  }

  @Test
  void shouldSendTheSameBytesFromTailAndHistory() throws Exception {
    // given
    RunScript run = new RunScript(log, readSide);
    List<Event> live;
    try (SseReader reader = SseReader.open(port, stream(run), null)) {
      run.write(5).complete();
      live = run.whileBehind(reader::rest);
    }

    // when
    run.projectAll();
    List<Event> replayed;
    try (SseReader reader = SseReader.open(port, stream(run), null)) {
      replayed = reader.rest();
    }

    // then
    assertThat(replayed).isEqualTo(live);
    assertThat(ids(live)).isEqualTo(upTo(6));
    assertThat(get("/api/runs/" + run.runId() + "/events").body())
        .isEqualTo(
            "{\"events\":[" + String.join(",", live.stream().map(Event::data).toList()) + "]}");
  }

  @Test
  void shouldLetSeveralWatchLiveFromDifferentCursors() throws Exception {
    RunScript run = new RunScript(log, readSide);
    run.write(4).project(2);
    try (SseReader all = SseReader.open(port, stream(run), null);
        SseReader some = SseReader.open(port, stream(run) + "?since=3", "1");
        SseReader named = SseReader.open(port, stream(run), run.runId() + ":2");
        SseReader future = SseReader.open(port, stream(run) + "?since=6", null)) {
      run.write(2).projectAll().write(2).complete();
      assertThat(ids(run.whileBehind(all::rest))).isEqualTo(upTo(9));
      assertThat(ids(some.rest())).isEqualTo(upTo(9).subList(3, 9));
      assertThat(ids(named.rest())).isEqualTo(upTo(9).subList(2, 9));
      assertThat(ids(future.rest())).isEqualTo(upTo(9).subList(6, 9));
    }
  }

  @Test
  void shouldSendOnlyWhatComesWhenAskedForLive() throws Exception {
    RunScript run = new RunScript(log, readSide).write(3).projectAll();
    try (SseReader reader = SseReader.open(port, stream(run) + "?since=$", null)) {
      run.write(1).complete();
      assertThat(ids(run.whileBehind(reader::rest))).containsExactly("4", "5");
    }
  }

  @Test
  void shouldSendHeadersAtOnce() throws Exception {
    RunScript run = new RunScript(log, readSide);
    try (SseReader reader = SseReader.open(port, stream(run), null)) {
      assertThat(reader.status()).isEqualTo(200);
      assertThat(reader.header("Content-Type")).startsWith("text/event-stream");
      assertThat(reader.header("Cache-Control")).isEqualTo("no-cache");
      assertThat(reader.header("X-Accel-Buffering")).isEqualTo("no");
    }
  }

  @Test
  void shouldTellThatHistoryIsTrimmed() throws Exception {
    RunScript run = new RunScript(log, readSide).write(5).complete().projectAll();
    readSide.trim(run.runId(), 4);
    try (SseReader reader = SseReader.open(port, stream(run), "1")) {
      List<Event> events = reader.rest();
      assertThat(events).hasSize(1);
      assertThat(events.getFirst().name()).isEqualTo("error");
      assertThat(events.getFirst().data())
          .contains("\"code\":\"HISTORY_TRIMMED\"")
          .contains("\"oldestId\":\"4\"");
    }
  }

  @Test
  void shouldAnswerAListWithTheOldestSeqWhenItsBeginningIsTrimmed() throws Exception {
    RunScript run = new RunScript(log, readSide).write(5).complete().projectAll();
    readSide.trim(run.runId(), 4);
    for (String since : new String[] {"", "?since=0", "?since=2"}) {
      HttpResponse<String> trimmed = get("/api/runs/" + run.runId() + "/events" + since);
      assertThat(trimmed.statusCode()).isEqualTo(410);
      assertThat(trimmed.body()).contains("\"code\":\"HISTORY_TRIMMED\"", "\"oldestSeq\":4");
      try (SseReader reader = SseReader.open(port, stream(run) + since, null)) {
        assertThat(reader.rest())
            .singleElement()
            .satisfies(event ->
                assertThat(event.data())
                    .contains(
                        "\"code\":\"HISTORY_TRIMMED\"",
                        "\"oldestId\":\"4\"",
                        "\"runId\":\"" + run.runId() + "\""));
      }
    }
    assertThat(get("/api/runs/" + run.runId() + "/events?since=3").body())
        .contains("\"seq\":4", "\"seq\":6")
        .doesNotContain("\"seq\":3");
    try (SseReader reader = SseReader.open(port, stream(run) + "?since=3", null)) {
      assertThat(ids(reader.rest())).containsExactly("4", "5", "6");
    }
  }

  @Test
  void shouldEndAWatchWhenTheRunIsCanceledOrDeleted() throws Exception {
    RunScript canceled = new RunScript(log, readSide).write(2).projectAll();
    RunScript deleted = new RunScript(log, readSide).write(2).projectAll();
    try (SseReader first = SseReader.open(port, stream(canceled), null);
        SseReader second = SseReader.open(port, stream(deleted), null)) {
      canceled.cancel().projectAll();
      assertThat(first.rest().getLast().data()).contains("\"type\":\"run.canceled\"");
      second.next(2);
      deleted.delete().projectAll();
      assertThat(second.rest().getLast().data()).contains("\"type\":\"run.deleted\"");
    }
    assertThat(get(stream(deleted)).statusCode()).isEqualTo(410);
    assertThat(get("/api/runs/" + deleted.runId()).body()).contains("RUN_DELETED");
    assertThat(get("/api/runs/" + deleted.runId() + "/events").statusCode()).isEqualTo(410);
  }

  @Test
  void shouldReadPastTombstones() throws Exception {
    // given a watcher that listens while what it has seen already is buried
    RunScript run = new RunScript(log, readSide).write(3).projectAll();
    try (SseReader reader = SseReader.open(port, stream(run), null)) {
      assertThat(ids(reader.next(3))).containsExactly("1", "2", "3");
      run.bury();
      // when
      run.write(1).complete();
      // then
      assertThat(ids(run.whileBehind(reader::rest))).containsExactly("4", "5");
    }
  }

  @Test
  void shouldRefuseCursorsThatCannotBe() throws Exception {
    RunScript run = new RunScript(log, readSide).write(2).complete().projectAll();
    String other = "0190c6a5-0000-7000-8000-000000000000";
    assertThat(get(stream(run) + "?since=-1").statusCode()).isEqualTo(400);
    assertThat(get(stream(run) + "?since=abc").body()).contains("INVALID_CURSOR");
    assertThat(get(stream(run) + "?since=" + other + ":1").body())
        .contains("CURSOR_OF_ANOTHER_RUN");
    HttpResponse<String> beyond = get(stream(run) + "?since=4");
    assertThat(beyond.statusCode()).isEqualTo(416);
    assertThat(beyond.body()).contains("\"lastSeq\":3");
    assertThat(get("/api/runs/" + other + "/stream").statusCode()).isEqualTo(404);
    assertThat(get("/api/runs/nonsense/stream").statusCode()).isEqualTo(404);
  }

  @Test
  void shouldNotShowRunsOfOtherTenants() throws Exception {
    UUID runId = UUID.randomUUID();
    readSide.addRun("another", runId, "running", 1);
    assertThat(get("/api/runs/" + runId).statusCode()).isEqualTo(404);
    assertThat(get("/api/runs/" + runId + "/stream").statusCode()).isEqualTo(404);
    assertThat(get("/api/runs/" + runId + "/events").statusCode()).isEqualTo(404);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  private static String stream(RunScript run) {
    return "/api/runs/" + run.runId() + "/stream";
  }

  private static List<String> ids(List<Event> events) {
    return events.stream().map(Event::id).toList();
  }

  private static List<String> upTo(int last) {
    return IntStream.rangeClosed(1, last).mapToObj(Integer::toString).toList();
  }
}

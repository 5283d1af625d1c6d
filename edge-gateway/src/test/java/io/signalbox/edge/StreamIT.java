package io.signalbox.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.edge.SseReader.Event;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Streams on an edge on which little may wait for a watcher.
class StreamIT extends EdgeTest {
  private static final String LARGE = "x".repeat(16_000);
  private static final int MOST_EVENTS = 2_000;
  private static AnotherEdge edge;
  private static int edgePort;

  @BeforeAll
  static void startAnotherEdge() {
    edge = AnotherEdge.withLittleRoom("signalbox.edge.watch.keepalive", "1s");
    edgePort = edge.http().port();
  }

  @AfterAll
  static void stop() {
    edge.close();
  }

  @Test
  void shouldEndAWatcherThatReadsNothingAndDelayNobodyForIt() throws Exception {
    RunScript run = new RunScript(log, readSide).write(1).projectAll();
    try (SseReader fast = open(run, null);
        SseReader paused = open(run, null)) {
      // given a watcher that reads, and one that has stopped to
      List<Event> seen = new ArrayList<>(fast.next(1));
      paused.next(1);

      // when more is said than may wait, each word is heard by who reads before the next is said
      int said = 1;
      while (edge.slowWatchers() == 0 && said < MOST_EVENTS) {
        run.say(LARGE).projectAll();
        said++;
        seen.addAll(fast.next(1));
      }

      // then the other one is told where to come back
      assertThat(edge.slowWatchers()).isEqualTo(1);
      assertThat(ids(seen)).isEqualTo(upTo(1, said));
      List<Event> late = paused.rest();
      Event last = late.removeLast();
      assertThat(last.name()).isEqualTo("error");
      String lastId = Integer.toString(late.size() + 1);
      assertThat(last.data())
          .contains("\"code\":\"SLOW_CONSUMER\"", "\"lastId\":\"" + lastId + "\"");
      assertThat(ids(late)).isEqualTo(upTo(2, late.size() + 1));

      // and has lost nothing
      run.complete().projectAll();
      try (SseReader back = open(run, lastId)) {
        assertThat(ids(back.rest())).isEqualTo(upTo(late.size() + 2, said + 1));
      }
      assertThat(ids(fast.rest())).isEqualTo(upTo(said + 1, said + 1));
    }
  }

  @Test
  void shouldServeAnOldClient() throws Exception {
    RunScript run = new RunScript(log, readSide).write(2).complete().projectAll();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), edgePort)) {
      String request = "GET " + path(run) + " HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n";
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer)
          .contains(" 200 OK", ": connected\n\n", "id: 1\nevent: hsafa\n", "id: 3\nevent: hsafa\n");
    }
  }

  @Test
  void shouldServeTheNextRequestOnTheSameConnection() throws Exception {
    RunScript run = new RunScript(log, readSide).write(2).complete().projectAll();
    try (RawSocket socket = RawSocket.get(edgePort, path(run))) {
      assertThat(socket.head()).startsWith("HTTP/1.1 200");
      assertThat(socket.chunks()).contains("id: 3\n");
      socket.ask(edgePort, path(run) + "?since=2");
      assertThat(socket.head()).startsWith("HTTP/1.1 200");
      assertThat(socket.chunks()).startsWith(": connected\n\nid: 3\n").endsWith("}\n\n");
    }
  }

  private static SseReader open(RunScript run, @Nullable String lastId) throws Exception {
    return SseReader.open(edgePort, path(run), lastId);
  }

  private static String path(RunScript run) {
    return "/api/runs/" + run.runId() + "/stream";
  }

  private static List<String> ids(List<Event> events) {
    return events.stream().map(Event::id).toList();
  }

  private static List<String> upTo(int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(Integer::toString).toList();
  }
}

package io.signalbox.edge.sockets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.signalbox.edge.sockets.Outbox.Taken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

class OutboxTest {
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final Outbox outbox =
      new Outbox(channel, new OutboxLimits(4, 100, Duration.ofSeconds(1)));

  @Test
  void shouldSendInOrder() {
    assertThat(offer("a", false)).isEqualTo(Taken.YES);
    assertThat(offer("b", true)).isEqualTo(Taken.YES);
    assertThat(sent()).containsExactly("a", "b");
    assertThat(outbox.waiting()).isZero();
  }

  @Test
  void shouldSendAgainOnceThePeerReads() {
    // given
    stuck(true);
    offer("a", false);
    assertThat(sent()).isEmpty();

    // when
    stuck(false);
    offer("b", false);

    // then
    assertThat(sent()).containsExactly("a", "b");
  }

  @Test
  void shouldSkipWhatIsNotNeededWhenThereIsLittleRoom() {
    stuck(true);
    offer("a", false);
    assertThat(offer("tick", true)).isEqualTo(Taken.YES);
    assertThat(offer("tick", true)).isEqualTo(Taken.SKIPPED);
    offer("b", false);
    offer("c", false);
    assertThat(outbox.waiting()).isEqualTo(4);

    // when one more comes than may wait, then what is not needed goes first
    assertThat(offer("d", false)).isEqualTo(Taken.YES);
    assertThat(outbox.isTooSlow(System.nanoTime())).isFalse();
    stuck(false);
    offer("e", false);
    assertThat(sent()).containsExactly("a", "b", "c", "d", "e");
  }

  @Test
  void shouldGiveTimeBeforeThePeerIsTooSlow() {
    stuck(true);
    for (int each = 0; each < 5; each++) {
      assertThat(offer("x", false)).isEqualTo(Taken.YES);
    }
    long now = System.nanoTime();
    assertThat(outbox.isTooSlow(now)).isFalse();
    assertThat(outbox.isTooSlow(now + Duration.ofSeconds(2).toNanos())).isTrue();
  }

  @Test
  void shouldForgiveAPeerThatCatchesUp() {
    stuck(true);
    for (int each = 0; each < 5; each++) {
      offer("x", false);
    }
    stuck(false);
    offer("x", false);
    assertThat(sent()).hasSize(6);
    assertThat(outbox.isTooSlow(System.nanoTime() + Duration.ofSeconds(2).toNanos())).isFalse();
  }

  @Test
  void shouldNotWaitForMuchMoreThanMayWait() {
    stuck(true);
    Taken taken = Taken.YES;
    int offered = 0;
    while (taken == Taken.YES) {
      taken = offer("x".repeat(50), false);
      offered++;
    }
    assertThat(taken).isEqualTo(Taken.TOO_SLOW);
    assertThat(offered).isEqualTo(9);
  }

  @Test
  void shouldSendWhatWaitsBeforeItEnds() {
    // given
    List<String> order = new ArrayList<>();
    stuck(true);
    offer("a", false);

    // when
    assertThat(outbox.end(false, () -> order.addAll(sent()))).isTrue();
    assertThat(outbox.end(false, () -> order.add("twice"))).isFalse();
    assertThat(offer("late", false)).isEqualTo(Taken.CLOSED);
    stuck(false);
    channel.runPendingTasks();

    // then
    assertThat(order).containsExactly("a");
  }

  @Test
  void shouldThrowAwayWhatWaitsWhenThePeerDoesNotRead() {
    stuck(true);
    offer("a", false);
    AtomicInteger ended = new AtomicInteger();
    outbox.end(true, ended::incrementAndGet);
    stuck(false);
    channel.runPendingTasks();
    assertThat(sent()).isEmpty();
    assertThat(ended).hasValue(1);
  }

  @Test
  void shouldPullAStreamAsThePeerReads() {
    // given
    AtomicLong asked = new AtomicLong();
    stuck(true);

    // when
    outbox.stream(
        Flux.range(0, 1000).doOnRequest(asked::addAndGet).map(OutboxTest::bytes));
    channel.runPendingTasks();

    // then little is asked for while nothing is read
    assertThat(asked).hasValue(16);

    // when
    stuck(false);
    offer("first", false);

    // then what is pushed goes first
    List<String> sent = sent();
    assertThat(sent).hasSize(1001).startsWith("first", "0", "1", "2").endsWith("998", "999");
  }

  @Test
  void shouldLetStreamsTakeTurns() {
    stuck(true);
    outbox.stream(Flux.just("a1", "a2", "a3").map(OutboxTest::bytes));
    outbox.stream(Flux.just("b1", "b2", "b3").map(OutboxTest::bytes));
    stuck(false);
    offer("go", false);
    assertThat(sent().subList(1, 7)).containsExactly("b1", "a1", "b2", "a2", "b3", "a3");
  }

  @Test
  void shouldCancelStreamsAtItsEnd() {
    AtomicInteger canceled = new AtomicInteger();
    Disposable stream =
        outbox.stream(Flux.<byte[]>never().doOnCancel(canceled::incrementAndGet));
    outbox.abandon();
    assertThat(canceled).hasValue(1);
    assertThat(stream.isDisposed()).isTrue();
    assertThat(outbox.stream(Flux.never()).isDisposed()).isTrue();
  }

  private Taken offer(String text, boolean droppable) {
    Taken taken = outbox.offer(text.getBytes(UTF_8), droppable);
    channel.runPendingTasks();
    return taken;
  }

  private void stuck(boolean stuck) {
    channel.unsafe().outboundBuffer().setUserDefinedWritability(1, !stuck);
    channel.runPendingTasks();
  }

  private List<String> sent() {
    List<String> sent = new ArrayList<>();
    Object next = channel.readOutbound();
    while (next != null) {
      if (next instanceof TextWebSocketFrame frame) {
        sent.add(frame.text());
        frame.release();
      }
      next = channel.readOutbound();
    }
    return sent;
  }

  private static byte[] bytes(Object text) {
    return String.valueOf(text).getBytes(UTF_8);
  }
}

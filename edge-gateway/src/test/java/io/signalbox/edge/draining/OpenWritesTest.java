package io.signalbox.edge.draining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class OpenWritesTest {
  private final OpenWrites writes =
      new OpenWrites(
          new DrainSettings(Duration.ZERO, Duration.ofSeconds(30)), new SimpleMeterRegistry());

  @BeforeEach
  void start() {
    writes.start();
  }

  @Test
  void shouldStopOnceWhatBeganIsAnswered() {
    // given
    Sinks.One<String> answer = Sinks.one();
    CompletableFuture<@Nullable String> write = writes.during(answer.asMono()).toFuture();
    // when
    CompletableFuture<Void> stopped = CompletableFuture.runAsync(writes::stop);
    await().until(writes::isClosed);
    // then
    assertThat(stopped).isNotDone();
    answer.tryEmitValue("done");
    await().until(stopped::isDone);
    assertThat(write).isCompletedWithValue("done");
  }

  @Test
  void shouldRefuseWhatComesTooLateWithoutDoingIt() {
    // given
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    writes.stop();
    // when
    CompletableFuture<@Nullable Boolean> late =
        writes.during(Mono.fromSupplier(() -> done.complete(true))).toFuture();
    // then
    assertThat(late)
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .withCauseInstanceOf(StoppingException.class);
    assertThat(done).isNotDone();
  }

  @Test
  void shouldStopAtOnceWithoutWritesAndStartAgain() {
    writes.stop();
    writes.start();
    assertThat(writes.during(Mono.just("again")).block()).isEqualTo("again");
  }
}

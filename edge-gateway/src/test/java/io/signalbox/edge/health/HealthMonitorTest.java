package io.signalbox.edge.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.signalbox.edge.draining.Stopping;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class HealthMonitorTest {
  private static final Duration NEVER = Duration.ofHours(1);

  private final Twin kafka = new Twin(Part.KAFKA);
  private final Twin postgres = new Twin(Part.POSTGRES);
  private final End end = new End();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Queue<Snapshot> changes = new ConcurrentLinkedQueue<>();
  private final HealthMonitor monitor =
      new HealthMonitor(
          List.of(kafka, postgres),
          new HealthSettings(NEVER, NEVER, Duration.ofMillis(50), 1, 1),
          end,
          Clock.systemUTC(),
          meters);

  @BeforeEach
  void start() {
    monitor.changes().subscribe(changes::add);
    monitor.start();
    await().until(() -> monitor.current().ready());
  }

  @AfterEach
  void stop() {
    monitor.stop();
  }

  @Test
  void shouldLookAgainWhenSomethingIsSuspectedAndTellWhatChanged() {
    // given
    postgres.state = Mono.error(new IllegalStateException("gone"));
    // when
    monitor.suspect();
    // then
    await().until(() -> monitor.current().condition() == Condition.UNHEALTHY);
    assertThat(monitor.current().ready()).isTrue();
    assertThat(monitor.current().parts())
        .containsEntry(Part.POSTGRES, PartState.unhealthy("IllegalStateException"));
    assertThat(changes)
        .extracting(Snapshot::condition)
        .containsExactly(Condition.HEALTHY, Condition.UNHEALTHY);
    assertThat(gauge("postgres")).isZero();
    assertThat(gauge("kafka")).isOne();
  }

  @Test
  void shouldFindAPartThatNeverAnswersUnhealthyAndRecover() {
    kafka.state = Mono.never();
    monitor.suspect();
    await()
        .untilAsserted(() ->
            assertThat(monitor.current().parts())
                .containsEntry(Part.KAFKA, PartState.unhealthy("no answer within 50 ms")));
    kafka.state = Mono.just(PartState.healthy());
    monitor.suspect();
    await().until(() -> monitor.current().condition() == Condition.HEALTHY);
  }

  @Test
  void shouldTellNothingWhenNothingChanged() {
    int looks = kafka.looks.get();
    kafka.state = Mono.just(PartState.healthy().with("brokers", 3));
    monitor.suspect();
    await().until(() -> kafka.looks.get() > looks);
    await()
        .untilAsserted(() ->
            assertThat(monitor.current().parts())
                .containsEntry(Part.KAFKA, PartState.healthy().with("brokers", 3)));
    assertThat(changes).hasSize(1);
  }

  @Test
  void shouldNotBeReadyFromTheMomentThatStoppingIsAnnounced() {
    end.stopping = true;
    end.changes.tryEmitNext(true);
    assertThat(monitor.current().ready()).isFalse();
    assertThat(monitor.current().stopping()).isTrue();
    assertThat(changes).extracting(Snapshot::ready).containsExactly(true, false);
  }

  private double gauge(String component) {
    return meters.get("signalbox.edge.health").tag("component", component).gauge().value();
  }

  private static final class Twin implements Check {
    private final Part part;
    private final AtomicInteger looks = new AtomicInteger();
    private volatile Mono<PartState> state = Mono.just(PartState.healthy());

    Twin(Part part) {
      this.part = part;
    }

    @Override
    public Part part() {
      return part;
    }

    @Override
    public Mono<PartState> look() {
      looks.incrementAndGet();
      return state;
    }
  }

  private static final class End implements Stopping {
    private final Sinks.Many<Boolean> changes = Sinks.many().multicast().directBestEffort();
    private volatile boolean stopping;

    @Override
    public boolean isStopping() {
      return stopping;
    }

    @Override
    public Flux<Boolean> changes() {
      return changes.asFlux();
    }
  }
}

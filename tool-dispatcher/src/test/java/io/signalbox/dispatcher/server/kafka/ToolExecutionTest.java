package io.signalbox.dispatcher.server.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.dispatcher.server.kafka.ToolExecution.Result;
import io.signalbox.kit.kafka.Answer;
import io.signalbox.kit.kafka.Envelopes;
import io.signalbox.kit.tools.ToolOutcome;
import io.signalbox.schemas.Actor;
import io.signalbox.schemas.tool.ToolWork;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class ToolExecutionTest {
  private static final ToolOutcome DONE = new ToolOutcome.Completed("1");
  private static final Answer YES = new Answer.Accepted(3, 1);
  private static final Answer OVER = new Answer.Rejected("STALE", "over");
  private static final ToolWork WORK =
      ToolWork.newBuilder()
          .setEnvelope(
              Envelopes.command(
                  "acme",
                  "call",
                  Actor.newBuilder().setKind("service").setSubject("test").build(),
                  Instant.EPOCH,
                  null))
          .setRunId("run")
          .setCallId("call")
          .setToolName("tool")
          .setArgs("{}")
          .setExecution("{}")
          .setRepeatable(false)
          .setEpoch(1)
          .setLease("queued")
          .setUntil(Instant.EPOCH)
          .build();

  /// Answers as it is told, and remembers what it is asked and told.
  private static final class Line implements ExecutorLine {
    final List<String> heard = new CopyOnWriteArrayList<>();
    final Queue<CompletableFuture<Answer>> begins = new ArrayDeque<>();
    volatile Answer renewal = YES;

    Line(Answer... begins) {
      for (Answer each : begins) {
        this.begins.add(CompletableFuture.completedFuture(each));
      }
    }

    @Override
    public CompletableFuture<Answer> begin(ToolWork work, String lease, Duration patience) {
      heard.add("begin");
      return Objects.requireNonNull(begins.poll());
    }

    @Override
    public CompletableFuture<Answer> renew(ToolWork work, String lease, Duration patience) {
      heard.add("renew" + queued(lease));
      return CompletableFuture.completedFuture(renewal);
    }

    @Override
    public CompletableFuture<?> submit(ToolWork work, String lease, ToolOutcome outcome) {
      heard.add("submit" + queued(lease));
      return CompletableFuture.completedFuture(work);
    }

    @Override
    public CompletableFuture<?> confirmStop(ToolWork work, String lease) {
      heard.add("stopped" + queued(lease));
      return CompletableFuture.completedFuture(work);
    }

    private static String queued(String lease) {
      return lease.equals("queued") ? " queued" : "";
    }
  }

  private final AtomicBoolean begun = new AtomicBoolean();
  private final AtomicBoolean ended = new AtomicBoolean();

  /// An execution that lasts until it is ended.
  private Mono<ToolOutcome> endless() {
    return Mono.<ToolOutcome>never()
        .doOnSubscribe(_ -> begun.set(true))
        .doOnCancel(() -> ended.set(true));
  }

  private static ToolExecution execution(Line line) {
    return new ToolExecution(line, WORK, Duration.ofSeconds(1), Duration.ofMillis(10));
  }

  private static Result result(Mono<Result> execution) {
    return Objects.requireNonNull(execution.block(Duration.ofSeconds(30)));
  }

  @Test
  void shouldBeginBeforeItExecutesAndReportUnderItsOwnLease() {
    Line line = new Line(YES);
    assertThat(result(execution(line).run(Mono.just(DONE)))).isEqualTo(Result.COMPLETED);
    assertThat(line.heard).containsExactly("begin", "submit");
  }

  @Test
  void shouldReportAtOnceWhatHasNoEffect() {
    Line line = new Line();
    assertThat(result(execution(line).report(Mono.just(new ToolOutcome.Failed("X", "y")))))
        .isEqualTo(Result.FAILED);
    assertThat(line.heard).containsExactly("submit queued");
  }

  @Test
  void shouldNotExecuteWhatAnotherWorkerHasBegun() {
    Line line = new Line(new Answer.Rejected("CONFLICT", "held"));
    assertThat(result(execution(line).run(endless()))).isEqualTo(Result.TAKEN);
    assertThat(line.heard).containsExactly("begin");
    assertThat(begun).isFalse();
  }

  @Test
  void canceledButExecutedLaterShouldBeConfirmedInstead() {
    Line line = new Line(OVER);
    assertThat(result(execution(line).run(endless()))).isEqualTo(Result.NOT_WANTED);
    assertThat(line.heard).containsExactly("begin", "stopped queued");
    assertThat(begun).isFalse();
  }

  @Test
  void shouldAskAgainUntilItIsAnswered() {
    // given
    Line line = new Line();
    line.begins.add(CompletableFuture.failedFuture(new IllegalStateException("no broker")));
    line.begins.add(CompletableFuture.completedFuture(new Answer.Late()));
    line.begins.add(CompletableFuture.completedFuture(YES));
    // then
    assertThat(result(execution(line).run(Mono.just(DONE)))).isEqualTo(Result.COMPLETED);
    assertThat(line.heard).containsExactly("begin", "begin", "begin", "submit");
  }

  @Test
  void shouldEndWhenItsLeaseIsRefused() {
    // given
    Line line = new Line(YES);
    line.renewal = OVER;
    // then
    assertThat(result(execution(line).run(endless()))).isEqualTo(Result.NOT_WANTED);
    assertThat(line.heard).containsExactly("begin", "renew", "stopped");
    assertThat(ended).isTrue();
  }

  @Test
  void cancelDoesNotStopWorkShouldEndItAtOnce() {
    // given
    Line line = new Line(YES);
    ToolExecution execution = execution(line);
    // when
    Mono<Result> running = execution.run(endless().doOnSubscribe(_ -> execution.stop()));
    // then
    assertThat(result(running)).isEqualTo(Result.STOPPED);
    assertThat(line.heard).startsWith("begin").endsWith("stopped").doesNotContain("submit");
    assertThat(ended).isTrue();
  }

  @Test
  void shouldNotTakeTheEndOfItsOwnResultForACancel() {
    // given
    Line line = new Line(YES);
    ToolExecution execution = execution(line);
    // when
    Mono<Result> running = execution.run(Mono.just(DONE)).doOnNext(_ -> execution.stop());
    // then
    assertThat(result(running)).isEqualTo(Result.COMPLETED);
    assertThat(line.heard).doesNotContain("stopped");
  }
}

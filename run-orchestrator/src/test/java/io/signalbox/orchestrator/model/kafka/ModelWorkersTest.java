package io.signalbox.orchestrator.model.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalbox.kit.Ids;
import io.signalbox.orchestrator.model.ModelCall;
import io.signalbox.orchestrator.model.ModelChunk;
import io.signalbox.orchestrator.model.ModelChunk.Finished;
import io.signalbox.orchestrator.model.kafka.PlayedRuns.Reaction;
import io.signalbox.schemas.run.BeginModelAttempt;
import io.signalbox.schemas.run.CompleteModelAttempt;
import io.signalbox.schemas.run.FailModelAttempt;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/// Calls taken from the queue and made, one at a time by each worker.
class ModelWorkersTest {
  @SuppressWarnings("NullAway.Init")
  private static WorkersWorld world;

  @BeforeAll
  static void start() {
    world = WorkersWorld.start(WorkersWorld.WithRuns.class, 2);
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @Test
  void shouldMakeOtherCallsWhileOneHangs() {
    // given
    String hanging = world.request(OddProvider.CONFIG);
    BeginModelAttempt begun = world.awaitBegin(hanging);
    // when
    List<String> others =
        Stream.generate(() -> world.request(WorkersWorld.ECHO)).limit(12).toList();
    // then
    try {
      others.forEach(each -> world.awaitTold(each, CompleteModelAttempt.class));
      assertThat(world.runs().told(hanging, BeginModelAttempt.class)).hasSize(1);
      assertThat(world.busy()).isPositive();
    } finally {
      world.stop(begun.getWorker(), begun.getAttemptId());
    }
  }

  @Test
  void shouldKeepACallThatTakesLongerThanItsLock() {
    // when
    String runId =
        world.request("{\"model\":{\"provider\":\"scripted\",\"script\":[{\"wait\":3500}]}}");
    // then
    world.awaitTold(runId, CompleteModelAttempt.class);
    assertThat(world.runs().told(runId, BeginModelAttempt.class)).hasSize(1);
  }

  @Test
  void shouldNameTheAttemptThatIsAskedFor() {
    // given
    String script =
        """
        {"model":{"provider":"scripted","script":[
          {"say":"a"}, {"fail":"busy","code":"RATE_LIMITED","retryAfterMs":1500,"times":1}, {"say":"b"}]}}
        """;
    String runId = Ids.next().toString();
    // when
    world.request(runId, script, 1);
    FailModelAttempt failed = world.awaitTold(runId, FailModelAttempt.class);
    world.request(runId, script, 2);
    CompleteModelAttempt completed = world.awaitTold(runId, CompleteModelAttempt.class);
    // then
    assertThat(failed.getCode()).isEqualTo("RATE_LIMITED");
    assertThat(failed.getRetryable()).isTrue();
    assertThat(failed.getRetryAfterMs()).isEqualTo(1_500);
    assertThat(completed.getText()).isEqualTo("ab");
    assertThat(world.runs().told(runId, BeginModelAttempt.class))
        .extracting(BeginModelAttempt::getAttempt)
        .containsExactly(1, 2);
  }

  @Test
  void shouldGiveBackACallThatTheRunKnowsWithAnotherWorkerUntilItIsDeliveredLater() {
    // given a broker that counts deliveries anew
    String runId = Ids.next().toString();
    world.runs().react(runId, Reaction.REFER_TO_ANOTHER);
    // when
    world.request(runId, WorkersWorld.ECHO, 1);
    // then
    world.awaitTold(runId, CompleteModelAttempt.class);
    assertThat(world.runs().told(runId, BeginModelAttempt.class))
        .extracting(BeginModelAttempt::getDelivery)
        .containsExactly(1, 2);
  }

  @Test
  void shouldHoldArgumentsAgainstTheSchemaOfTheirTool() {
    // when
    String runId =
        world.request(
            """
            {"model":{"provider":"scripted","script":[
              {"call":{"tool":"weigh","args":{"grams":"many"}}}]},
             "tools":[{"name":"weigh","inputSchema":{"type":"object","properties":{"grams":{"type":"integer"}}}}]}
            """);
    // then
    CompleteModelAttempt turn = world.awaitTold(runId, CompleteModelAttempt.class);
    assertThat(turn.getRefusedArguments())
        .singleElement()
        .satisfies(refused -> {
          assertThat(refused.getCallId()).isEqualTo(turn.getToolCalls().getFirst().getCallId());
          assertThat(refused.getError()).startsWith("/grams: ").contains("integer");
        });
  }

  @Test
  void shouldNotCallAProviderForACallThatIsNotWanted() {
    // given
    long before = world.ended("not_wanted", "odd");
    String runId = Ids.next().toString();
    world.runs().react(runId, Reaction.REJECT);
    // when
    world.request(runId, OddProvider.CONFIG, 1);
    // then
    await()
        .atMost(WorkersWorld.PATIENCE)
        .untilAsserted(() -> assertThat(world.ended("not_wanted", "odd")).isEqualTo(before + 1));
    assertThat(world.runs().told(runId, Object.class)).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("brokenProviders")
  void shouldFailTheAttemptOfABrokenProviderAndWorkOn(
      Function<ModelCall, Flux<ModelChunk>> broken) {
    // given
    String runId = Ids.next().toString();
    world.get(OddProvider.class).behave(runId, broken);
    // when
    world.request(runId, OddProvider.CONFIG, 1);
    // then
    FailModelAttempt failed = world.awaitTold(runId, FailModelAttempt.class);
    assertThat(failed.getCode()).isEqualTo("PROVIDER_ERROR");
    assertThat(failed.getRetryable()).isTrue();
    assertThat(failed.getRetryAfterMs()).isNull();
    world.makeACall();
    world.makeACall();
  }

  static Stream<Named<Function<ModelCall, Flux<ModelChunk>>>> brokenProviders() {
    IllegalStateException broken = new IllegalStateException("broken");
    Publisher<ModelChunk> throwing =
        _ -> {
          throw broken;
        };
    return Stream.of(
        Named.of(
            "throws at once",
            _ -> {
              throw broken;
            }),
        Named.of("throws when subscribed to", _ -> Flux.from(throwing)),
        Named.of("fails", _ -> Flux.error(broken)),
        Named.of(
            "fails after its end",
            _ -> Flux.concat(Flux.just(new Finished("stop", 1, 1)), Flux.error(broken))));
  }

  @Test
  void shouldFailACallWhoseConfigurationCannotBeRead() {
    // when
    String runId = world.request("{\"model\": nothing");
    // then
    FailModelAttempt failed = world.awaitTold(runId, FailModelAttempt.class);
    assertThat(failed.getCode()).isEqualTo("CONFIG_UNREADABLE");
    assertThat(failed.getRetryable()).isFalse();
    assertThat(world.ended("failed", "unknown")).isPositive();
  }
}

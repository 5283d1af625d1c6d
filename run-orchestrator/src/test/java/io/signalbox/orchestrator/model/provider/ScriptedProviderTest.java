package io.signalbox.orchestrator.model.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.signalbox.orchestrator.model.ModelCall;
import io.signalbox.orchestrator.model.ModelCall.Said;
import io.signalbox.orchestrator.model.ModelCallException;
import io.signalbox.orchestrator.model.ModelChunk;
import io.signalbox.orchestrator.model.ModelChunk.Finished;
import io.signalbox.orchestrator.model.ModelChunk.TextDelta;
import io.signalbox.orchestrator.model.ModelChunk.ToolCallWanted;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.test.StepVerifier;

class ScriptedProviderTest {
  private static final String SCRIPT =
      """
      {"model": {"provider": "scripted", "script": [
        {"say": "abcdefg", "chunks": 3},
        {"call": {"tool": "lookup", "args": {"q": "x"}}},
        {"call": {"tool": "ask"}},
        {"say": "done: {{tools.lookup}}, {{ tools.ask }}{{tools.never}}"}]}}
      """;

  private final ScriptedProvider provider = new ScriptedProvider();

  @Test
  void shouldPlayOneTurnUpToItsParallelCalls() {
    assertThat(play(SCRIPT, 1))
        .containsExactly(
            new TextDelta("ab"),
            new TextDelta("cd"),
            new TextDelta("efg"),
            new ToolCallWanted("lookup", "{\"q\":\"x\"}"),
            new ToolCallWanted("ask", "{}"),
            new Finished("tool_calls", 1, 1));
  }

  @Test
  void shouldFillInTheNewestAnswerOfATool() {
    assertThat(
            play(
                SCRIPT,
                2,
                new Said("tool", "\"old\"", "lookup"),
                new Said("tool", "\"new\"", "lookup"),
                new Said("tool", "{\"a\":1}", "ask")))
        .startsWith(new TextDelta("done: new, {\"a\":1}"));
  }

  @Test
  void shouldEndTheRunAfterTheScriptsEnd() {
    assertThat(play(SCRIPT, 3)).containsExactly(new Finished("stop", 1, 0));
  }

  @Test
  void shouldPauseBetweenPieces() {
    String config = "{\"model\":{\"script\":[{\"say\":\"ab\",\"chunks\":2,\"pauseMs\":50}]}}";
    StepVerifier.withVirtualTime(() -> provider.stream(call(config, 1)))
        .expectSubscription()
        .expectNoEvent(Duration.ofMillis(50))
        .expectNext(new TextDelta("a"))
        .expectNoEvent(Duration.ofMillis(50))
        .expectNext(new TextDelta("b"))
        .expectNext(new Finished("stop", 1, 1))
        .verifyComplete();
  }

  @Test
  void shouldFailWhereTheScriptSaysSo() {
    String config = "{\"model\":{\"script\":[{\"say\":\"a\"},{\"fail\":\"out of order\"}]}}";
    StepVerifier.create(provider.stream(call(config, 1)))
        .expectNext(new TextDelta("a"))
        .verifyErrorSatisfies(failure ->
            assertThat(failure).isInstanceOf(ModelCallException.class).hasMessage("out of order"));
  }

  @Test
  void shouldFailTheFirstAttemptsInPlaceAndThenGoOn() {
    String config =
        """
        {"model":{"script":[{"say":"a"},{"fail":"slow down","code":"RATE_LIMITED","retryAfterMs":70,"times":2},{"say":"b"}]}}
        """;
    for (int attempt : List.of(1, 2)) {
      StepVerifier.create(provider.stream(call(config, 1, attempt)))
          .expectNext(new TextDelta("a"))
          .verifyErrorSatisfies(failure ->
              assertThat(failure)
                  .isInstanceOfSatisfying(
                      ModelCallException.class,
                      known -> {
                        assertThat(known.code()).isEqualTo("RATE_LIMITED");
                        assertThat(known.retryable()).isTrue();
                        assertThat(known.retryAfter()).contains(Duration.ofMillis(70));
                      }));
    }
    StepVerifier.create(provider.stream(call(config, 1, 3)))
        .expectNext(new TextDelta("a"), new TextDelta("b"), new Finished("stop", 1, 2))
        .verifyComplete();
  }

  @Test
  void shouldFailForGoodWhereTheScriptSaysSo() {
    String config = "{\"model\":{\"script\":[{\"fail\":\"no\",\"retryable\":false}]}}";
    StepVerifier.create(provider.stream(call(config, 1, 99)))
        .verifyErrorSatisfies(failure ->
            assertThat(failure)
                .isInstanceOfSatisfying(
                    ModelCallException.class,
                    known -> {
                      assertThat(known.code()).isEqualTo("SCRIPTED_FAILURE");
                      assertThat(known.retryable()).isFalse();
                      assertThat(known.retryAfter()).isEmpty();
                    }));
  }

  @Test
  void shouldWaitInPlaceAndStopWaitingWhenCancelled() {
    String config = "{\"model\":{\"script\":[{\"say\":\"a\"},{\"wait\":3600000},{\"say\":\"b\"}]}}";
    StepVerifier.withVirtualTime(() -> provider.stream(call(config, 1)))
        .expectNext(new TextDelta("a"))
        .expectNoEvent(Duration.ofMillis(3_600_000))
        .expectNext(new TextDelta("b"), new Finished("stop", 1, 2))
        .verifyComplete();
    StepVerifier.create(provider.stream(call(config, 1)))
        .expectNext(new TextDelta("a"))
        .thenCancel()
        .verify(Duration.ofSeconds(10));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                              | model.script to be an array
          [{"say":5}]                     | model.script[0] to be
          [{"say":"a","chunks":0}]        | model.script[0].chunks to be an integer from 1
          [{"say":"a"},{"call":{}}]       | model.script[1] to be
          [{"say":"a","pauseMs":"5"}]     | model.script[0].pauseMs to be an integer
          [{"wait":"5"}]                  | model.script[0].wait to be an integer from 0 to 3600000
          [{"wait":3600001}]              | model.script[0].wait to be an integer from 0 to 3600000
          [{"fail":"a","code":"no"}]      | model.script[0].code to be an upper-case code
          [{"fail":"a","retryable":1}]    | model.script[0].retryable to be true or false
          [{"fail":"a","retryAfterMs":-1}]| model.script[0].retryAfterMs to be an integer from 0
          [{"fail":"a","times":0}]        | model.script[0].times to be an integer from 1
          [{"fail":"a","retryable":false,"retryAfterMs":1}] | model.script[0].retryAfterMs to be absent
          """)
  void shouldNameWhatCannotBePlayed(String script, String message) {
    assertThatExceptionOfType(ModelCallException.class)
        .isThrownBy(() -> play("{\"model\":{\"script\":" + script + "}}", 1))
        .withMessageContaining(message);
  }

  @Test
  void shouldCutTextIntoNearEqualPiecesWithoutBreakingCharacters() {
    assertThat(Words.cut("a😀b😀c", 2)).containsExactly("a😀", "b😀c");
    assertThat(Words.cut("ab", 5)).containsExactly("a", "b");
    assertThat(Words.cut("", 5)).isEmpty();
  }

  @Test
  void shouldEchoTheLastUserMessageWordByWord() {
    ModelCall call =
        new ModelCall(
            "run",
            1,
            1,
            "{}",
            List.of(
                new Said("user", "first", null),
                new Said("user", "one two", null),
                new Said("assistant", "no", null)));
    assertThat(new EchoProvider().stream(call).toStream())
        .containsExactly(
            new TextDelta("one"),
            new TextDelta(" "),
            new TextDelta("two"),
            new Finished("stop", 4, 2));
  }

  private List<ModelChunk> play(String config, int step, Said... more) {
    return provider.stream(call(config, step, more)).toStream().toList();
  }

  private static ModelCall call(String config, int step, Said... more) {
    return call(config, step, 1, more);
  }

  private static ModelCall call(String config, int step, int attempt, Said... more) {
    List<Said> said = new java.util.ArrayList<>(List.of(new Said("user", "go", null)));
    said.addAll(List.of(more));
    return new ModelCall("run", step, attempt, config, said);
  }
}

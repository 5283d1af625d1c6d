package io.signalbox.edge.claw;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class RepeatsTest {
  private static final Repeats.Named CALL = new Repeats.Named("a", "agent", "key");
  private final AtomicLong now = new AtomicLong();
  private final AtomicInteger executed = new AtomicInteger();
  private final Repeats repeats = new Repeats(Duration.ofMinutes(5), 2, now::get);

  @Test
  void shouldAnswerARepeatedCallWithoutDoingItAgain() {
    assertThat(call(CALL, "x")).containsExactly("{\"n\":1}");
    assertThat(call(CALL, "x")).containsExactly("{\"n\":1}");
    assertThat(executed).hasValue(1);
  }

  @Test
  void shouldTellTenantsAndMethodsApart() {
    call(CALL, "x");
    call(new Repeats.Named("b", "agent", "key"), "x");
    call(new Repeats.Named("a", "send", "key"), "x");
    assertThat(executed).hasValue(3);
  }

  @Test
  void shouldRefuseOtherParamsUnderTheSameKey() {
    call(CALL, "x");
    assertThat(call(CALL, "y"))
        .containsExactly("INVALID_REQUEST idempotencyKey key was used with other params");
    assertThat(executed).hasValue(1);
  }

  @Test
  void shouldLookAtTheParamsWhateverTheirOrder() {
    ObjectNode one = JsonNodeFactory.instance.objectNode().put("a", 1).put("b", 2);
    ObjectNode two =
        JsonNodeFactory.instance.objectNode().put("b", 2).put("a", 1).put(Params.KEY, "key");
    repeats.once(CALL, new Params(one, "key"), this::answer).blockLast();
    repeats.once(CALL, new Params(two, null), this::answer).blockLast();
    assertThat(executed).hasValue(1);
  }

  @Test
  void shouldLetASecondCallWaitForTheAnswersOfTheFirst() {
    // given a call that is under way
    Sinks.Many<ObjectNode> answers = Sinks.many().unicast().onBackpressureBuffer();
    List<ObjectNode> first = new ArrayList<>();
    List<ObjectNode> second = new ArrayList<>();
    repeats.once(CALL, params("x"), answers::asFlux).subscribe(first::add);
    answers.tryEmitNext(number(1));

    // when
    repeats.once(CALL, params("x"), this::answer).subscribe(second::add);
    answers.tryEmitNext(number(2));

    // then
    assertThat(second).isEqualTo(first).hasSize(2);
    assertThat(executed).hasValue(0);
  }

  @Test
  void shouldKeepARefusalButNoFailureThatPasses() {
    assertThat(failing(MethodException.invalid("no"))).isEqualTo(failing(new RuntimeException()));
    Repeats.Named other = new Repeats.Named("a", "agent", "other");
    repeats
        .once(other, params("x"), () -> Flux.error(MethodException.unavailable("away")))
        .onErrorComplete()
        .blockLast();
    assertThat(call(other, "x")).containsExactly("{\"n\":1}");
  }

  @Test
  void shouldForgetAfterAWhile() {
    call(CALL, "x");
    now.addAndGet(Duration.ofMinutes(5).toNanos() + 1);
    call(CALL, "y");
    assertThat(executed).hasValue(2);
  }

  @Test
  void shouldForgetTheOldestThatIsOver() {
    // given one that is under way, and one that is over
    repeats.once(CALL, params("x"), Flux::never).subscribe();
    Repeats.Named over = new Repeats.Named("a", "agent", "over");
    call(over, "x");

    // when one more comes
    call(new Repeats.Named("a", "agent", "third"), "x");

    // then
    assertThat(call(CALL, "y")).singleElement().asString().contains("was used with other params");
    call(over, "x");
    assertThat(executed).hasValue(3);
  }

  private String failing(RuntimeException failure) {
    return String.valueOf(
        repeats
            .once(CALL, params("x"), () -> Flux.error(failure))
            .map(ObjectNode::toString)
            .onErrorResume(each -> Flux.just(String.valueOf(each.getMessage())))
            .blockLast());
  }

  private List<String> call(Repeats.Named call, String text) {
    return repeats
        .once(call, params(text), this::answer)
        .map(ObjectNode::toString)
        .onErrorResume(
            MethodException.class, refused -> Flux.just(refused.code() + " " + refused.text()))
        .collectList()
        .blockOptional()
        .orElseThrow();
  }

  private Flux<ObjectNode> answer() {
    return Flux.just(number(executed.incrementAndGet()));
  }

  private static ObjectNode number(int number) {
    return JsonNodeFactory.instance.objectNode().put("n", number);
  }

  private static Params params(String text) {
    return new Params(JsonNodeFactory.instance.objectNode().put("text", text), null);
  }
}

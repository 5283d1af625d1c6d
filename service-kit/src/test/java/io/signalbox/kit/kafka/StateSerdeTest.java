package io.signalbox.kit.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;

class StateSerdeTest {
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678901Z");

  sealed interface Job {
    record None() implements Job {}

    /// A sealed type between the state and its cases.
    sealed interface Active extends Job {}

    record Waiting(String id, @Nullable Instant since, Set<String> open) implements Active {}

    record Working(Instant since, List<Step> steps, Map<String, Step> byName) implements Active {}

    record Done(Outcome outcome, Optional<Instant> at) implements Job {}
  }

  sealed interface Step {
    record Call(String callId, Instant at, int attempt) implements Step {}

    record Note(String text) implements Step {}
  }

  sealed interface Outcome {
    record Won(long points) implements Outcome {}

    record Lost(String reason) implements Outcome {}
  }

  private final Serde<Versioned<Job>> serde =
      StateSerde.of(Job.class, List.of(Job.class, Step.class, Outcome.class));

  static List<Job> states() {
    Step call = new Step.Call("c1", AT, 2);
    return List.of(
        new Job.None(),
        new Job.Waiting("w", AT, Set.of("a", "b")),
        new Job.Waiting("w", null, Set.of()),
        new Job.Working(AT, List.of(call, new Step.Note("n\u6f22")), Map.of("first", call)),
        new Job.Done(new Outcome.Won(3_000_000_000L), Optional.of(AT)),
        new Job.Done(new Outcome.Lost("why"), Optional.empty()));
  }

  @ParameterizedTest
  @MethodSource("states")
  void shouldReadTheStateThatWasWritten(Job state) {
    // given
    Versioned<Job> versioned = new Versioned<>(7, state);

    // when
    byte[] bytes = serde.serializer().serialize("store", versioned);

    // then
    assertThat(serde.deserializer().deserialize("store", bytes)).isEqualTo(versioned);
  }

  @Test
  void shouldTellCasesApartByName() {
    assertThat(written(new Job.Done(new Outcome.Lost("why"), Optional.of(AT))))
        .isEqualTo(
            "{\"seq\":1,\"state\":{\"is\":\"Done\",\"outcome\":{\"is\":\"Lost\",\"reason\":\"why\"},"
                + "\"at\":\"2026-01-02T03:04:05.678901Z\"}}");
  }

  @Test
  void shouldReadAStateThatKnowsMore() {
    // given
    String later =
        "{\"seq\":1,\"more\":2,\"state\":{\"is\":\"Waiting\",\"id\":\"w\",\"open\":[],\"new\":{}}}";

    // then
    assertThat(serde.deserializer().deserialize("store", later.getBytes(UTF_8)))
        .isEqualTo(new Versioned<>(1, new Job.Waiting("w", null, Set.of())));
  }

  @Test
  void shouldRefuseACaseThatItDoesNotKnow() {
    // given
    String unknown = "{\"seq\":1,\"state\":{\"is\":\"Paused\"}}";

    // then
    assertThatThrownBy(() -> serde.deserializer().deserialize("store", unknown.getBytes(UTF_8)))
        .isInstanceOf(JacksonException.class)
        .hasMessageContaining("Paused");
  }

  @Test
  void shouldKeepTheAbsenceOfAState() {
    assertThat(serde.serializer().serialize("store", null)).isNull();
    assertThat(serde.deserializer().deserialize("store", null)).isNull();
  }

  @Test
  void shouldStorePlainRecords() {
    // given
    Serde<Step.Call> plain = StateSerde.plain(Step.Call.class);
    Step.Call call = new Step.Call("c1", AT, 2);

    // then
    assertThat(plain.deserializer().deserialize("s", plain.serializer().serialize("s", call)))
        .isEqualTo(call);
  }

  private String written(Job state) {
    return new String(serde.serializer().serialize("store", new Versioned<>(1, state)), UTF_8);
  }
}

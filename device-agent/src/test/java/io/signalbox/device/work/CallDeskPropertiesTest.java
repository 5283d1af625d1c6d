package io.signalbox.device.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/// What must be true whatever the edge says, however often the connection ends and the agent is
/// stopped and started.
class CallDeskPropertiesTest {

  /// One thing that happens.
  ///
  /// @param kind what
  /// @param call to which call, where it is about one
  record Happening(Kind kind, int call) {}

  enum Kind {
    REQUEST,
    CANCEL,
    ACKNOWLEDGE,
    REFUSE_FOR_NOW,
    REMIND,
    RECONNECT,
    RESTART
  }

  @Provide
  Arbitrary<List<Happening>> stories() {
    Arbitrary<Kind> kinds =
        Arbitraries.frequency(
            Tuple.of(10, Kind.REQUEST),
            Tuple.of(4, Kind.CANCEL),
            Tuple.of(5, Kind.ACKNOWLEDGE),
            Tuple.of(1, Kind.REFUSE_FOR_NOW),
            Tuple.of(1, Kind.REMIND),
            Tuple.of(3, Kind.RECONNECT),
            Tuple.of(1, Kind.RESTART));
    Arbitrary<Integer> calls = Arbitraries.integers().between(0, 7);
    return Combinators.combine(kinds, calls).as(Happening::new).list().ofMaxSize(40);
  }

  @Property(tries = 60)
  void shouldExecuteAtMostOnceAndAnswerEachCall(@ForAll("stories") List<Happening> story)
      throws IOException {
    try (DeskWorld world = new DeskWorld()) {
      for (Happening each : story) {
        happen(world, each);
      }
      world.settle();
      for (int call : world.requested()) {
        assertThat(world.begun(call)).isLessThanOrEqualTo(1);
        assertThat(world.isAnswered(call)).isTrue();
      }
      assertThat(world.held()).isEmpty();
    }
  }

  private static void happen(DeskWorld world, Happening each) {
    switch (each.kind()) {
      case REQUEST -> world.request(each.call());
      case CANCEL -> world.cancel(each.call());
      case ACKNOWLEDGE -> world.acknowledge(each.call());
      case REFUSE_FOR_NOW -> world.refuseForNow(each.call());
      case REMIND -> world.remind();
      case RECONNECT -> world.reconnect();
      case RESTART -> world.restart();
    }
  }
}

package io.signalbox.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.domain.Decision;
import io.signalbox.domain.Rejection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/// The rules of one aggregate, as tests use them: `given(events).when(command).then(events)`.
///
/// Each step also checks that a state which went through its store equals the one that is rebuilt
/// from the events alone.
///
/// @param stored what the store makes of a state: written and read back
public record Decider<S, C, E>(
    S initial,
    BiFunction<S, C, Decision<E>> decide,
    BiFunction<S, E, S> evolve,
    UnaryOperator<S> stored) {

  /// The events so far.
  @SafeVarargs
  public final Given<S, C, E> given(E... events) {
    return new Given<>(this, List.of(events));
  }

  /// The state after these events.
  public S replay(List<E> events) {
    S state = initial;
    for (E event : events) {
      state = evolve.apply(state, event);
    }
    return state;
  }

  private S live(List<E> events) {
    S state = stored.apply(initial);
    for (E event : events) {
      state = stored.apply(evolve.apply(state, event));
    }
    return state;
  }

  /// An aggregate with a past.
  public record Given<S, C, E>(Decider<S, C, E> decider, List<E> past) {

    /// One command to it.
    public When<S, C, E> when(C command) {
      return new When<>(decider, past, decider.decide.apply(decider.live(past), command));
    }

    /// Many commands, one after the other, each decided on what the ones before made of it.
    ///
    /// @return all events, the past included
    public List<E> whenAll(List<C> commands) {
      List<E> events = new ArrayList<>(past);
      S live = decider.live(past);
      for (C command : commands) {
        if (decider.decide.apply(live, command) instanceof Decision.Accepted<E> accepted) {
          for (E event : accepted.events()) {
            live = decider.stored.apply(decider.evolve.apply(live, event));
            events.add(event);
          }
        }
        assertThat(live).as("state after %s", command).isEqualTo(decider.replay(events));
      }
      return List.copyOf(events);
    }
  }

  /// What became of a command.
  public record When<S, C, E>(Decider<S, C, E> decider, List<E> past, Decision<E> decision) {

    /// It was accepted with exactly these events; with none, it changed nothing.
    @SafeVarargs
    public final void then(E... events) {
      assertThat(decision).isEqualTo(Decision.accept(events));
      List<E> all = new ArrayList<>(past);
      all.addAll(List.of(events));
      assertThat(decider.live(all)).isEqualTo(decider.replay(all));
    }

    /// It was refused.
    public void thenRejected(Rejection code) {
      assertThat(decision)
          .isInstanceOfSatisfying(
              Decision.Rejected.class,
              rejected -> assertThat(rejected.code()).as(rejected.reason()).isEqualTo(code));
    }
  }
}

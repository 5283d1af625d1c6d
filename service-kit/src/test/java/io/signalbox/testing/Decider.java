package io.signalbox.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.domain.Decision;
import io.signalbox.domain.Rejection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/// The rules of one aggregate, as tests use them: `given(events).when(command).then(events)`.
///
/// Each step also checks that a state which went through its store equals the one that is rebuilt
/// from the events alone. All happens at [#START] unless a test says otherwise.
///
/// @param stored what the store makes of a state: written and read back
public record Decider<S, C, E>(
    S initial, Decide<S, C, E> decide, Evolve<S, E> evolve, UnaryOperator<S> stored) {
  /// When it happens unless a test says otherwise.
  public static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  /// Rules that know no time.
  public Decider(
      S initial,
      BiFunction<S, C, Decision<E>> decide,
      BiFunction<S, E, S> evolve,
      UnaryOperator<S> stored) {
    this(
        initial,
        (state, command, _) -> decide.apply(state, command),
        (state, event, _) -> evolve.apply(state, event),
        stored);
  }

  /// What a state makes of a command.
  public interface Decide<S, C, E> {

    /// @param at when the command was made
    Decision<E> apply(S state, C command, Instant at);
  }

  /// The state after an event.
  public interface Evolve<S, E> {

    /// @param at when the event happened
    S apply(S state, E event, Instant at);
  }

  /// An event and its time.
  public record Happened<E>(E event, Instant at) {}

  /// The events so far.
  @SafeVarargs
  public final Given<S, C, E> given(E... events) {
    return new Given<>(this, List.of()).and(START, events);
  }

  /// The state after these events.
  public S replay(List<Happened<E>> events) {
    S state = initial;
    for (Happened<E> each : events) {
      state = evolve.apply(state, each.event(), each.at());
    }
    return state;
  }

  private S live(List<Happened<E>> events) {
    S state = stored.apply(initial);
    for (Happened<E> each : events) {
      state = stored.apply(evolve.apply(state, each.event(), each.at()));
    }
    return state;
  }

  private static <E> List<Happened<E>> longer(List<Happened<E>> past, Instant at, List<E> events) {
    List<Happened<E>> all = new ArrayList<>(past);
    events.forEach(event -> all.add(new Happened<>(event, at)));
    return List.copyOf(all);
  }

  /// An aggregate with a past.
  public record Given<S, C, E>(Decider<S, C, E> decider, List<Happened<E>> past) {

    /// What happened after that.
    @SafeVarargs
    public final Given<S, C, E> and(Instant at, E... events) {
      return new Given<>(decider, longer(past, at, Arrays.asList(events)));
    }

    /// One command to it.
    public When<S, C, E> when(C command) {
      return when(START, command);
    }

    /// One command to it, at a time of its own.
    public When<S, C, E> when(Instant at, C command) {
      return new When<>(decider, past, at, decider.decide.apply(decider.live(past), command, at));
    }

    /// Its state.
    public S state() {
      return decider.live(past);
    }

    /// Many commands, one after the other, each decided on what the ones before made of it.
    ///
    /// @return all events, the past included
    public List<E> whenAll(List<C> commands) {
      List<Happened<E>> events = past;
      S live = decider.live(past);
      for (C command : commands) {
        if (decider.decide.apply(live, command, START) instanceof Decision.Accepted<E> accepted) {
          for (E event : accepted.events()) {
            live = decider.stored.apply(decider.evolve.apply(live, event, START));
          }
          events = longer(events, START, accepted.events());
        }
        assertThat(live).as("state after %s", command).isEqualTo(decider.replay(events));
      }
      return events.stream().map(Happened::event).toList();
    }
  }

  /// What became of a command.
  public record When<S, C, E>(
      Decider<S, C, E> decider, List<Happened<E>> past, Instant at, Decision<E> decision) {

    /// It was accepted with exactly these events; with none, it changed nothing.
    @SafeVarargs
    public final void then(E... events) {
      assertThat(decision).isEqualTo(Decision.accept(events));
      List<Happened<E>> all = longer(past, at, Arrays.asList(events));
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

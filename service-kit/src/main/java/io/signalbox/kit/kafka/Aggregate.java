package io.signalbox.kit.kafka;

import io.signalbox.domain.Decision;
import io.signalbox.schemas.Envelope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/// One kind of aggregate, as [AggregateProcessor] runs it: its pure rules, and how they look on the
/// wire.
///
/// @param <W> command on the wire
/// @param <C> command
/// @param <E> event
/// @param <S> state
public interface Aggregate<W extends SpecificRecord, C, E, S> {

  /// The state before the first event.
  S initial();

  /// What a command that finds no state is decided on: the initial state, unless the command tells
  /// of one that has left the store.
  default Versioned<S> unknown(C command) {
    return new Versioned<>(0, initial());
  }

  /// What a command on the wire says.
  C command(W wire);

  /// Pure: what the state makes of a command.
  ///
  /// @param at when the command was made; its events happen then
  Decision<E> decide(S state, C command, Instant at);

  /// Pure: the state after an event.
  ///
  /// @param at when the event happened
  S evolve(S state, E event, Instant at);

  /// The event as a record of the aggregate's event topic.
  Outgoing event(E event, S after, Envelope envelope);

  /// Pure: what an event sets going elsewhere.
  List<Outgoing> react(E event, S before, S after, Envelope envelope);

  /// Pure: when the state must be looked at if nothing happens before; empty = never.
  default Optional<Instant> due(S state) {
    return Optional.empty();
  }

  /// The command that looks at a state that is due.
  ///
  /// @param envelope of the command, which happens now
  default Outgoing wake(Envelope envelope) {
    throw new UnsupportedOperationException("Expected no state to be due");
  }

  /// Whether nothing happens to the aggregate any more, so that its state may leave the store.
  default boolean ended(S state) {
    return false;
  }
}

package io.signalbox.kit.kafka;

import io.signalbox.domain.Decision;
import io.signalbox.schemas.Envelope;
import java.util.List;
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

  /// What a command on the wire says.
  C command(W wire);

  /// Pure: what the state makes of a command.
  Decision<E> decide(S state, C command);

  /// Pure: the state after an event.
  S evolve(S state, E event);

  /// The event as a record of the aggregate's event topic.
  Outgoing event(E event, S after, Envelope envelope);

  /// Pure: what an event sets going elsewhere, given the state after it.
  List<Outgoing> react(E event, S after, Envelope envelope);
}

package io.signalbox.kit.kafka;

import io.signalbox.domain.Decision;
import io.signalbox.schemas.Envelope;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/// Loads, decides, stores, forwards: nothing else. Events, what they set going, the new state and
/// the answer to the sender become visible in one transaction or not at all.
public final class AggregateProcessor<W extends SpecificRecord, C, E, S>
    implements Processor<String, W, String, SpecificRecord> {
  private final Aggregate<W, C, E, S> aggregate;
  private final String storeName;
  private final String service;
  private ProcessorContext<String, SpecificRecord> context;
  private KeyValueStore<String, Versioned<S>> store;

  /// @param storeName the store of states, keyed by aggregate id
  /// @param service names the writer in the records' headers
  @SuppressWarnings("NullAway.Init") // init is called before process
  public AggregateProcessor(Aggregate<W, C, E, S> aggregate, String storeName, String service) {
    this.aggregate = aggregate;
    this.storeName = storeName;
    this.service = service;
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> context) {
    this.context = context;
    this.store = context.getStateStore(storeName);
  }

  @Override
  public void process(Record<String, W> record) {
    Envelope cause = WireRecords.envelope(record.value());
    Versioned<S> before = store.get(record.key());
    Versioned<S> current = before == null ? new Versioned<>(0, aggregate.initial()) : before;
    switch (aggregate.decide(current.state(), aggregate.command(record.value()))) {
      case Decision.Accepted<E> accepted -> {
        Versioned<S> after = apply(record, cause, current, accepted);
        reply(record, Replies.accepted(cause, after.seq(), accepted.events().size()));
      }
      case Decision.Rejected<E> rejected -> reply(record, Replies.rejected(cause, rejected));
    }
  }

  private Versioned<S> apply(
      Record<String, W> record,
      Envelope cause,
      Versioned<S> current,
      Decision.Accepted<E> accepted) {
    Versioned<S> after = current;
    List<Outgoing> messages = new ArrayList<>();
    for (E event : accepted.events()) {
      after = after.next(aggregate.evolve(after.state(), event));
      Envelope envelope = Envelopes.event(cause, record.key(), after.seq());
      messages.add(aggregate.event(event, after.state(), envelope));
      messages.addAll(aggregate.react(event, after.state(), envelope));
    }
    // Only now that no rule of ours can fail any more: half of a decision must never be kept.
    if (after.seq() > current.seq()) {
      store.put(record.key(), after);
    }
    messages.forEach(message -> forward(record, message));
    return after;
  }

  private void reply(Record<String, W> record, Outgoing reply) {
    if (WireRecords.envelope(record.value()).getReplyTo() != null) {
      forward(record, reply);
    }
  }

  private void forward(Record<String, W> cause, Outgoing message) {
    context.forward(toRecord(message, cause.timestamp(), service), message.sink());
  }

  /// The record that a sink writes for a message, headers included.
  public static Record<String, SpecificRecord> toRecord(
      Outgoing message, long timestamp, String service) {
    RecordHeaders headers = new RecordHeaders();
    WireRecords.addHeaders(headers, message.value(), service);
    return new Record<>(message.key(), message.value(), timestamp, headers);
  }
}

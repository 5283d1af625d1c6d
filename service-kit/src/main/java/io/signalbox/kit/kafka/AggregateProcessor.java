package io.signalbox.kit.kafka;

import io.signalbox.domain.Decision;
import io.signalbox.domain.Rejection;
import io.signalbox.kit.kafka.Timers.Timer;
import io.signalbox.schemas.Actor;
import io.signalbox.schemas.Envelope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Loads, decides, stores, forwards: nothing else. Events, what they set going, the new state and
/// the answer to the sender become visible in one transaction or not at all.
///
/// States that are due are sent the command that looks at them, through the log like any other. An
/// aggregate that is over leaves the store after a grace.
public final class AggregateProcessor<W extends SpecificRecord, C, E, S>
    implements Processor<String, W, String, SpecificRecord> {
  /// How late a timer may be.
  static final Duration TICK = Duration.ofMillis(100);

  /// When a state is looked at again that is due and was sent its command: the command may have
  /// come to nothing.
  private static final Duration AGAIN = Duration.ofSeconds(10);

  /// Timers per tick, so that a backlog does not keep commands waiting.
  private static final int MOST = 1_000;

  private final Aggregate<W, C, E, S> aggregate;
  private final TopologyParts.Keeping<S> keeping;
  private final String service;
  private ProcessorContext<String, SpecificRecord> context;
  private States<S> states;
  private @Nullable Clockwork clockwork;

  /// @param service names the writer in the records' headers
  @SuppressWarnings("NullAway.Init") // init is called before process
  AggregateProcessor(
      Aggregate<W, C, E, S> aggregate, TopologyParts.Keeping<S> keeping, String service) {
    this.aggregate = aggregate;
    this.keeping = keeping;
    this.service = service;
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> context) {
    this.context = context;
    this.states = keeping.states().apply(context);
    keeping
        .grace()
        .ifPresent(grace ->
            clockwork = new Clockwork(new Timers(context, keeping.name()), grace).start(context));
  }

  @Override
  public void process(Record<String, W> record) {
    Envelope cause = WireRecords.envelope(record.value());
    if (WireRecords.isKnown(record.value())) {
      command(record, cause).ifPresent(command -> decide(record, cause, command));
    } else {
      reply(cause, () -> Replies.rejected(cause, unsupported(record.value())));
    }
    Commits.request(context);
  }

  /// What the command says. One that contradicts itself is refused where somebody waits for the
  /// answer; else it is for people to look at.
  private Optional<C> command(Record<String, W> record, Envelope cause) {
    try {
      return Optional.of(aggregate.command(record.value()));
    } catch (IllegalArgumentException | JacksonException e) {
      if (cause.getReplyTo() == null) {
        throw e;
      }
      String reason = String.valueOf(e.getMessage());
      forward(Replies.rejected(cause, new Decision.Rejected<>(Rejection.INVALID, reason)));
      return Optional.empty();
    }
  }

  private void decide(Record<String, W> record, Envelope cause, C command) {
    Versioned<S> before = states.get(record.key());
    Versioned<S> current = before == null ? aggregate.unknown(command) : before;
    switch (aggregate.decide(current.state(), command, cause.getOccurredAt())) {
      case Decision.Accepted<E> accepted -> {
        Versioned<S> after = apply(record, cause, current, accepted);
        plan(record.key(), current.state(), after.state(), cause.getTenantId());
        reply(cause, () -> Replies.accepted(cause, after.seq(), accepted.events().size()));
      }
      case Decision.Rejected<E> rejected -> {
        if (before != null) {
          plan(record.key(), before.state(), before.state(), cause.getTenantId());
        }
        reply(cause, () -> Replies.rejected(cause, rejected));
      }
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
      S before = after.state();
      after = after.next(aggregate.evolve(before, event, cause.getOccurredAt()));
      Envelope envelope = Envelopes.event(cause, record.key(), after.seq());
      messages.add(aggregate.event(event, after.state(), envelope));
      messages.addAll(aggregate.react(event, before, after.state(), envelope));
    }
    // Only now that no rule of ours can fail any more: half of a decision must never be kept.
    if (after.seq() > current.seq()) {
      states.put(record.key(), after);
    }
    messages.forEach(this::forward);
    return after;
  }

  private void plan(String id, S before, S after, String tenantId) {
    if (clockwork != null) {
      clockwork.plan(id, before, after, tenantId);
    }
  }

  private static <E> Decision.Rejected<E> unsupported(SpecificRecord command) {
    return new Decision.Rejected<>(
        Rejection.UNSUPPORTED,
        "This version does not know %s".formatted(WireRecords.type(command)));
  }

  /// Answers whoever waits; most commands have nobody who does.
  private void reply(Envelope cause, Supplier<Outgoing> reply) {
    if (cause.getReplyTo() != null) {
      forward(reply.get());
    }
  }

  private void forward(Outgoing message) {
    context.forward(toRecord(message, context.currentSystemTimeMs(), service), message.sink());
  }

  /// The record that a sink writes for a message, headers included.
  public static Record<String, SpecificRecord> toRecord(
      Outgoing message, long timestamp, String service) {
    RecordHeaders headers = new RecordHeaders();
    SpecificRecord value = message.value();
    if (value != null) {
      WireRecords.addHeaders(headers, value, service);
    }
    return new Record<>(message.key(), value, timestamp, headers);
  }

  /// What makes the processor look at states by itself.
  private final class Clockwork {
    private final Timers timers;
    private final Duration grace;

    Clockwork(Timers timers, Duration grace) {
      this.timers = timers;
      this.grace = grace;
    }

    Clockwork start(ProcessorContext<?, ?> context) {
      context.schedule(
          TICK, PunctuationType.WALL_CLOCK_TIME, now -> look(Instant.ofEpochMilli(now)));
      return this;
    }

    /// Sets the time at which the state is looked at next.
    void plan(String id, S before, S after, String tenantId) {
      if (!aggregate.ended(after)) {
        aggregate.due(after).ifPresent(due -> timers.set(id, due, new Timer(tenantId)));
      } else if (!aggregate.ended(before) || !timers.knows(id)) {
        Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
        timers.remove(id);
        timers.set(id, now.plus(grace), new Timer(tenantId));
      }
    }

    private void look(Instant now) {
      for (Timers.Due due : timers.due(now, MOST)) {
        Versioned<S> found = states.get(due.id());
        if (found != null) {
          look(due, found.state(), now);
        }
      }
    }

    private void look(Timers.Due due, S state, Instant now) {
      String tenantId = due.timer().tenantId();
      if (aggregate.ended(state)) {
        states.remove(due.id());
        return;
      }
      Optional<Instant> next = aggregate.due(state);
      if (next.isPresent() && next.get().isAfter(now)) {
        timers.set(due.id(), next.get(), new Timer(tenantId));
      } else if (next.isPresent()) {
        Actor actor = Actor.newBuilder().setKind("service").setSubject(service).build();
        Envelope envelope = Envelopes.command(tenantId, due.id(), actor, now, null);
        forward(aggregate.wake(envelope));
        timers.set(due.id(), now.plus(AGAIN), new Timer(tenantId));
      }
    }
  }
}

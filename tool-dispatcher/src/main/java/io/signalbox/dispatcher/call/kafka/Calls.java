package io.signalbox.dispatcher.call.kafka;

import io.signalbox.dispatcher.call.CallCommand;
import io.signalbox.dispatcher.call.CallDecider;
import io.signalbox.dispatcher.call.CallEvent;
import io.signalbox.dispatcher.call.CallTimes;
import io.signalbox.dispatcher.call.Claim;
import io.signalbox.dispatcher.call.KnownDevice;
import io.signalbox.dispatcher.call.Routing;
import io.signalbox.dispatcher.call.ToolCall;
import io.signalbox.domain.Decision;
import io.signalbox.kit.Ids;
import io.signalbox.kit.kafka.AggregateProcessor;
import io.signalbox.kit.kafka.Commits;
import io.signalbox.kit.kafka.Envelopes;
import io.signalbox.kit.kafka.Outgoing;
import io.signalbox.kit.kafka.Versioned;
import io.signalbox.schemas.Actor;
import io.signalbox.schemas.Envelope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// The calls of one task: loads, decides, stores, forwards. All processors of a task change calls
/// through here, one record at a time.
final class Calls {
  private static final Versioned<ToolCall> NONE = new Versioned<>(0, new ToolCall.NotRequested());

  private final ProcessorContext<String, SpecificRecord> context;
  private final String service;
  private final CallMetrics metrics;
  private final CallTimes times;
  private final KeyValueStore<String, Versioned<ToolCall>> store;
  private final CallIndex index;

  Calls(ProcessorContext<String, SpecificRecord> context, CallSetup setup) {
    this.context = context;
    this.service = setup.service();
    this.metrics = setup.metrics();
    this.times = setup.times();
    this.store = context.getStateStore(Stores.CALLS);
    this.index = new CallIndex(context);
  }

  CallIndex index() {
    return index;
  }

  Versioned<ToolCall> get(String callId) {
    Versioned<ToolCall> known = store.get(callId);
    return known == null ? NONE : known;
  }

  /// Applies a command if the call accepts it.
  ///
  /// @param cause the envelope of the record that carries the command
  Decision<CallEvent> apply(String callId, CallCommand command, Envelope cause) {
    Versioned<ToolCall> current = get(callId);
    Decision<CallEvent> decision = CallDecider.decide(current.state(), command);
    if (decision instanceof Decision.Accepted<CallEvent> accepted) {
      apply(callId, current, accepted.events(), cause);
    }
    return decision;
  }

  private void apply(
      String callId, Versioned<ToolCall> current, List<CallEvent> events, Envelope cause) {
    Versioned<ToolCall> after = current;
    List<Outgoing> messages = new ArrayList<>();
    for (CallEvent event : events) {
      ToolCall before = after.state();
      after = after.next(ToolCall.evolve(before, event));
      Envelope envelope = Envelopes.event(cause, callId, after.seq());
      messages.add(CallWire.event(event, after.state(), envelope));
      messages.addAll(CallReactions.react(event, before, after.state(), envelope));
    }
    // Only now that no rule of ours can fail any more: half of a decision must never be kept.
    if (!events.isEmpty()) {
      store.put(callId, after);
      index.move(callId, current.state(), after.state(), now());
      messages.forEach(this::forward);
      ToolCall last = after.state();
      events.forEach(event -> metrics.happened(event, last));
    }
  }

  /// Hands a call to a device that is connected.
  ///
  /// @param cause the envelope of the record because of which this happens now
  void offer(String callId, KnownDevice device, Envelope cause) {
    apply(
        callId,
        new CallCommand.OfferDevice(
            device.tenantId(), device.deviceId(), session(device), newToken(), leaseEnd()),
        cause);
  }

  /// Tells a call that the device which has it is there under a new session. One that is canceled
  /// is taken back once more.
  ///
  /// @param memory what the device says of the call
  /// @param cause the envelope of the record because of which this happens now
  void reconnect(String callId, KnownDevice device, CallCommand.Memory memory, Envelope cause) {
    String sessionId = session(device);
    if (get(callId).state() instanceof ToolCall.Canceling canceling) {
      forward(
          CallReactions.revoke(
              device.deviceId(), sessionId, canceling.runId(), canceling.reason(), cause));
      return;
    }
    apply(
        callId,
        new CallCommand.Reconnect(device.deviceId(), sessionId, memory, newToken(), leaseEnd()),
        cause);
  }

  /// Takes a call into the queue of what this system executes.
  ///
  /// @param wait when it is over, if it is a wait; null = workers execute it
  void queue(String callId, @Nullable Instant wait, Envelope cause) {
    CallCommand command =
        wait == null
            ? new CallCommand.QueueCall(Claim.QUEUE, newToken(), leaseEnd())
            : new CallCommand.QueueCall(Claim.CLOCK, newToken(), wait);
    apply(callId, command, cause);
  }

  /// Ends a call that was to wait, and has.
  void endWait(String callId, Envelope cause) {
    if (get(callId).state() instanceof ToolCall.Claimed call && call.forClock()) {
      Waits.result(call.request(), now())
          .ifPresent(result -> apply(callId, new CallCommand.EndWait(result), cause));
    }
  }

  private static String session(KnownDevice device) {
    return Objects.requireNonNull(device.sessionId(), device::deviceId);
  }

  private static String newToken() {
    return Ids.next().toString();
  }

  private Instant leaseEnd() {
    return now().plus(times.lease());
  }

  /// Does what was decided about a call that waits for one device.
  ///
  /// @param cause the envelope of the record because of which this happens now
  void deliver(String callId, Routing.Delivery delivery, Envelope cause) {
    switch (delivery) {
      case Routing.Delivery.Offer(KnownDevice device) -> offer(callId, device, cause);
      case Routing.Delivery.Wait _ -> {}
      case Routing.Delivery.GiveUp(String deviceId, String code, String reason) ->
          apply(callId, new CallCommand.GiveUpDelivery(deviceId, code, reason), cause);
    }
  }

  /// The envelope for what this service does by itself to a call that is not over, now.
  Optional<Envelope> ownCommand(String callId) {
    ToolCall call = get(callId).state();
    if (call instanceof ToolCall.Canceling canceling) {
      return Optional.of(ownCommand(callId, canceling.tenantId(), now(), null));
    }
    return ToolCall.open(call)
        .map(request ->
            ownCommand(
                callId,
                request.tenantId(),
                now().isAfter(request.requestedAt()) ? now() : request.requestedAt(),
                request.correlationId()));
  }

  private Envelope ownCommand(
      String callId, String tenantId, Instant at, @Nullable String correlationId) {
    Actor actor = Actor.newBuilder().setKind("service").setSubject(service).build();
    return Envelopes.command(tenantId, callId, actor, at, correlationId);
  }

  /// Forgets calls that were settled before, the earliest first.
  ///
  /// @return how many
  int forgetSettled(Instant before, int atMost) {
    List<CallIndex.Settlement> settled = index.settled(before, atMost);
    for (CallIndex.Settlement settlement : settled) {
      store.delete(settlement.callId());
      index.forget(settlement);
    }
    return settled.size();
  }

  /// The time that decisions of this moment are made at.
  Instant now() {
    return Instant.ofEpochMilli(context.currentSystemTimeMs());
  }

  /// A record was handled.
  void commit() {
    Commits.request(context);
  }

  void forward(Outgoing message) {
    context.forward(
        AggregateProcessor.toRecord(message, context.currentSystemTimeMs(), service),
        message.sink());
  }
}

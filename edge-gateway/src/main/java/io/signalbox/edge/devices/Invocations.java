package io.signalbox.edge.devices;

import io.signalbox.edge.commands.CommandGate;
import io.signalbox.edge.commands.CommandGate.Target;
import io.signalbox.edge.commands.LogUnavailableException;
import io.signalbox.edge.identity.Principal;
import io.signalbox.edge.views.DeviceCallReads;
import io.signalbox.kit.kafka.Answer;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.tool.RequestToolCall;
import io.signalbox.schemas.tool.ToolEvent;
import io.signalbox.schemas.tool.ToolRequest;
import io.signalbox.schemas.topic.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// Calls of one device that no run waits for: asked for in the log, and answered by what the log
/// says came of them.
///
/// The place in the log is fixed before the call is sent, so its end cannot be missed. A call that
/// was made before, here or on another edge, ended perhaps before that place: then the view tells,
/// once it has come to where the call stood when it was asked for again.
@Component
public final class Invocations {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /// How long after the deadline the log may take to tell that it has passed.
  private static final Duration GRACE = Duration.ofSeconds(5);

  private static final Duration FIRST_LOOK = Duration.ofMillis(50);
  private static final int DOUBLINGS = 5;

  private final CallEvents events;
  private final CommandGate gate;
  private final DeviceCallReads calls;
  private final Clock clock;

  Invocations(CallEvents events, CommandGate gate, DeviceCallReads calls, Clock clock) {
    this.events = events;
    this.gate = gate;
    this.calls = calls;
    this.clock = clock;
  }

  /// Has a device called, and waits for the end of the call. Whoever stops waiting loses nothing:
  /// the call goes on, and the same invocation tells its end.
  ///
  /// @param deviceSeq the event of the device that it is known to be connected by; fails when it
  ///   cannot be called. Not asked for a call that was made before.
  public Mono<Outcome> invoke(Principal principal, Invocation invocation, Mono<Long> deviceSeq) {
    return calls
        .call(principal.tenant(), invocation.callId())
        .map(Optional::of)
        .defaultIfEmpty(Optional.empty())
        .flatMap(known ->
            known.isEmpty()
                ? deviceSeq.flatMap(seq -> send(principal, invocation, seq))
                : Mono.justOrEmpty(Outcomes.of(known.get(), invocation))
                    .switchIfEmpty(Mono.defer(() -> send(principal, invocation, 0))));
  }

  private Mono<Outcome> send(Principal principal, Invocation invocation, long deviceSeq) {
    return Mono.defer(() -> {
      Sinks.One<Outcome> end = Sinks.one();
      CompletableFuture<Runnable> seat =
          events.attach(invocation.callId().toString(), event -> hear(event, end));
      return Mono.fromFuture(seat, true)
          .timeout(PATIENCE)
          .onErrorMap(TimeoutException.class, LogUnavailableException::new)
          .flatMap(_ -> ask(principal, invocation, deviceSeq))
          .flatMap(answer -> outcome(principal, invocation, answer, end.asMono()))
          .doFinally(_ -> seat.thenAccept(Runnable::run));
    });
  }

  private static void hear(ToolEvent event, Sinks.One<Outcome> end) {
    Outcomes.of(event).ifPresent(end::tryEmitValue);
  }

  private Mono<Answer> ask(Principal principal, Invocation invocation, long deviceSeq) {
    return gate.ask(
        Topics.TOOL_REQUESTS,
        new Target(principal, invocation.callId().toString()),
        envelope -> request(envelope, invocation, deviceSeq),
        PATIENCE);
  }

  private static ToolRequest request(Envelope envelope, Invocation invocation, long deviceSeq) {
    RequestToolCall payload =
        RequestToolCall.newBuilder()
            .setRunId(invocation.callId().toString()) // no run waits
            .setToolName(invocation.tool())
            .setArgs(invocation.args())
            .setExecutionTarget("device")
            .setDeadline(micros(invocation.deadline()))
            .setDeviceId(invocation.deviceId().toString())
            .setDeviceSeq(deviceSeq)
            .build();
    return ToolRequest.newBuilder().setEnvelope(envelope).setPayload(payload).build();
  }

  private static @Nullable Instant micros(@Nullable Instant time) {
    return time == null ? null : time.truncatedTo(ChronoUnit.MICROS);
  }

  private Mono<Outcome> outcome(
      Principal principal, Invocation invocation, Answer answer, Mono<Outcome> end) {
    return switch (answer) {
      case Answer.Accepted(_, int changes) when changes > 0 -> inTime(end, invocation);
      case Answer.Accepted(long seq, _) ->
          inTime(Mono.firstWithSignal(end, before(principal, invocation, seq)), invocation);
      case Answer.Late _ ->
          inTime(Mono.firstWithSignal(end, before(principal, invocation, 1)), invocation);
      case Answer.Rejected(String code, String reason) ->
          Mono.just(new Outcome.Refused(code, reason));
    };
  }

  private Mono<Outcome> inTime(Mono<Outcome> outcome, Invocation invocation) {
    Instant deadline = invocation.deadline();
    if (deadline == null) {
      return outcome;
    }
    Duration left = Duration.between(clock.instant(), deadline);
    Duration wait = left.isNegative() ? GRACE : left.plus(GRACE);
    return outcome.timeout(wait, Mono.just(new Outcome.Unheard()));
  }

  /// How the call had ended when it stood at this seq; never comes if it had not.
  private Mono<Outcome> before(Principal principal, Invocation invocation, long seq) {
    return calls
        .call(principal.tenant(), invocation.callId())
        .filter(call -> call.seq() >= seq)
        .repeatWhenEmpty(Invocations::pauses)
        .flatMap(call -> Mono.justOrEmpty(Outcomes.of(call, invocation)))
        .switchIfEmpty(Mono.never());
  }

  private static Flux<Long> pauses(Flux<Long> tries) {
    return tries.concatMap(
        each -> Mono.delay(FIRST_LOOK.multipliedBy(1L << Math.min(each, DOUBLINGS))));
  }
}

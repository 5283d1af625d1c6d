package io.signalbox.edge.runs;

import io.signalbox.domain.Rejection;
import io.signalbox.edge.commands.CommandGate.Target;
import io.signalbox.edge.commands.WritePath;
import io.signalbox.edge.commands.Written;
import io.signalbox.edge.identity.Principal;
import io.signalbox.edge.views.RunReads;
import io.signalbox.schemas.run.AppendMessage;
import io.signalbox.schemas.run.CancelRun;
import io.signalbox.schemas.run.DeleteRun;
import io.signalbox.schemas.run.Message;
import io.signalbox.schemas.run.RunCommand;
import io.signalbox.schemas.topic.Topics;
import java.time.Duration;
import java.util.UUID;
import java.util.function.LongFunction;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// What can be done to a run that exists: say something to it, cancel it, delete it.
@Component
public final class RunActions {
  /// Why a run is canceled when the caller does not say.
  public static final String USUAL_REASON = "The client asked for it";

  /// The longest reason that a caller may give.
  public static final int LONGEST_REASON = 1024;

  private static final int LOOKS = 5;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  private final WritePath writes;
  private final RunReads runs;
  private final RunLookup lookup;

  RunActions(WritePath writes, RunReads runs, RunLookup lookup) {
    this.writes = writes;
    this.runs = runs;
    this.lookup = lookup;
  }

  /// Says something to a run that is under way. The seq that is told is the one that the run had
  /// come to with the message.
  ///
  /// @return fails with [RunEndedException], or as [RunLookup#existing] does
  public Mono<Written<Long>> append(Principal principal, UUID runId, Message message) {
    return lookup
        .existing(principal, runId)
        .doOnNext(RunActions::checkGoing)
        .flatMap(_ ->
            write(
                principal,
                runId,
                AppendMessage.newBuilder().setMessage(message).build(),
                seq -> runs.run(principal.tenant(), runId, seq).map(_ -> seq)))
        .flatMap(written ->
            written instanceof Written.Refused<Long> refused
                    && refused.code().equals(Rejection.CONFLICT.name())
                ? refusal(principal, runId, refused)
                : Mono.just(written));
  }

  private static void checkGoing(RunReads.Run run) {
    if (run.isOver()) {
      throw new RunEndedException(
          "Expected run %s to be under way, but it is %s".formatted(run.runId(), run.status()));
    }
  }

  /// A run refuses because it is over, or because it has enough to read already. Which of them, the
  /// view tells; it may be a moment behind.
  private Mono<Written<Long>> refusal(
      Principal principal, UUID runId, Written.Refused<Long> refused) {
    return runs.run(principal.tenant(), runId)
        .filter(RunReads.Run::isOver)
        .repeatWhenEmpty(tries -> tries.take(LOOKS).delayElements(LOOK_AGAIN))
        .flatMap(_ -> Mono.<Written<Long>>error(new RunEndedException(refused.reason())))
        .defaultIfEmpty(refused);
  }

  /// Cancels a run; one that is over stays as it is.
  ///
  /// @return fails as [RunLookup#existing] does
  public Mono<Written<RunReads.Run>> cancel(Principal principal, UUID runId, String reason) {
    return lookup
        .existing(principal, runId)
        .flatMap(run ->
            run.isOver()
                ? Mono.<Written<RunReads.Run>>just(new Written.Done<>(run, false))
                : write(
                    principal,
                    runId,
                    CancelRun.newBuilder().setReason(reason).build(),
                    seq -> runs.run(principal.tenant(), runId, seq)));
  }

  /// Deletes a run.
  ///
  /// @return fails as [RunLookup#existing] does
  public Mono<Written<Boolean>> delete(Principal principal, UUID runId) {
    return lookup
        .existing(principal, runId)
        .map(run -> DeleteRun.newBuilder().setLastSeq(run.lastSeq()).build())
        .flatMap(wish -> write(principal, runId, wish, _ -> gone(principal, runId)));
  }

  private Mono<Boolean> gone(Principal principal, UUID runId) {
    return runs.run(principal.tenant(), runId).hasElement().filter(there -> !there);
  }

  private <T> Mono<Written<T>> write(
      Principal principal, UUID runId, Object wish, LongFunction<Mono<T>> look) {
    return writes.write(
        Topics.RUN_COMMANDS,
        new Target(principal, runId.toString()),
        envelope -> RunCommand.newBuilder().setEnvelope(envelope).setPayload(wish).build(),
        look);
  }
}

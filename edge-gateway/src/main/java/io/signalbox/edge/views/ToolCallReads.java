package io.signalbox.edge.views;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Tool calls, as published.
public interface ToolCallReads {

  /// Calls of a tenant, newest first.
  Flux<ToolCall> calls(String tenant, Filter filter, Keyset keyset);

  /// One call; empty when the tenant has none with this id, or it has not come to this event yet.
  ///
  /// @param seq the event of the call that it must have come to
  Mono<ToolCall> call(String tenant, UUID callId, long seq);

  /// Which calls are wanted; null = whatever it is.
  ///
  /// @param deviceId those that the device has, had last, or that wait for just it
  record Filter(
      @Nullable UUID runId,
      @Nullable UUID deviceId,
      @Nullable String status,
      @Nullable String target,
      @Nullable String tool) {}

  /// A call.
  ///
  /// @param runId the run that waits; the call itself when no run does
  /// @param args a JSON object
  /// @param deviceId the device that it is for, that has it or had it last
  /// @param worker the worker or browser that has it or had it last
  /// @param error of a call that ended without a result: why
  /// @param errorCode the same for machines; not every failure has one
  /// @param leaseUntil when the lease runs out, unless it is renewed before
  /// @param progress how far the executor is, JSON
  /// @param cancel how the cancel of a call stands that an executor had
  /// @param lateAt when a result came that did not count any more
  /// @param result of a completed call, JSON
  /// @param source of a completed or failed call: who reported it
  /// @param approval null = it needs none
  record ToolCall(
      UUID callId,
      UUID runId,
      String toolName,
      String args,
      String target,
      String status,
      @Nullable UUID deviceId,
      @Nullable String worker,
      @Nullable String error,
      @Nullable String errorCode,
      Instant requestedAt,
      @Nullable Instant dispatchedAt,
      @Nullable Instant leaseUntil,
      @Nullable Instant deadline,
      @Nullable Instant completedAt,
      @Nullable String progress,
      @Nullable String cancel,
      @Nullable Instant lateAt,
      @Nullable String result,
      @Nullable String source,
      @Nullable Approval approval) {}

  /// The approval that a call needs.
  ///
  /// @param until when somebody must have decided
  /// @param decision allow-once, deny, or expired; null = nobody has decided yet
  /// @param by who decided
  /// @param reason why
  record Approval(
      Instant until, @Nullable String decision, @Nullable String by, @Nullable String reason) {}
}

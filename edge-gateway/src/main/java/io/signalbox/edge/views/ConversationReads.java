package io.signalbox.edge.views;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// What was said in runs, as published.
public interface ConversationReads {

  /// The messages of a run up to a seq, in the order in which the model sees them; those that it
  /// has not seen yet come last.
  Flux<Said> messages(String tenant, UUID runId, long upTo);

  /// The newest messages of a session, newest first, whatever run they were said in.
  ///
  /// @param limit how many at most
  Flux<InSession> ofSession(String tenant, UUID sessionId, int limit);

  /// How far a run had come at a seq; empty when that is no longer kept.
  Mono<Progress> progress(String tenant, UUID runId, long upTo);

  /// One message.
  ///
  /// @param seq of the event that brought it
  /// @param position null while the model has not seen it
  /// @param parts a JSON array
  /// @param toolCalls a JSON array
  record Said(
      long seq,
      @Nullable Long position,
      String messageId,
      String role,
      String text,
      @Nullable String parts,
      @Nullable String toolCalls,
      @Nullable String callId,
      @Nullable String toolName) {}

  /// A message of a session.
  ///
  /// @param runAt when the run was created that it was said in
  record InSession(UUID runId, Instant runAt, Said said) {}

  /// How far a run had come.
  ///
  /// @param step number of a step, from 1
  /// @param answered whether the model had given its answer in this step
  record Progress(int step, boolean answered) {}
}

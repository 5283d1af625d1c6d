package io.signalbox.edge.claw.method;

import io.signalbox.edge.commands.Written;
import io.signalbox.edge.identity.Principal;
import io.signalbox.edge.runs.Admission;
import io.signalbox.edge.runs.Admissions;
import io.signalbox.edge.runs.IdText;
import io.signalbox.edge.runs.RunStarts;
import io.signalbox.edge.views.AgentReads;
import io.signalbox.edge.views.RunReads;
import io.signalbox.kit.Ids;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Starts runs for operators. The key of a start says which run is meant, so repeating it is
/// harmless, on whichever instance and however late.
@Component
final class OperatorRuns {
  private final RunStarts starts;
  private final Admissions admissions;
  private final KeyedSessions sessions;
  private final Agents agents;

  OperatorRuns(
      RunStarts starts, Admissions admissions, KeyedSessions sessions, Agents agents) {
    this.starts = starts;
    this.admissions = admissions;
    this.sessions = sessions;
    this.agents = agents;
  }

  /// A run that was asked for.
  ///
  /// @param sessionKey null = it stands alone
  /// @param written what came of the start; never refused
  record Started(UUID runId, @Nullable String sessionKey, Written<RunReads.Run> written) {

    /// Whether it was there before.
    boolean isRepeated() {
      return written instanceof Written.Done<RunReads.Run> done && !done.changed();
    }

    /// The run as it stands; empty while nobody can say.
    Optional<RunReads.Run> seen() {
      return written instanceof Written.Done<RunReads.Run> done
          ? Optional.of(done.seen())
          : Optional.empty();
    }
  }

  /// The run that a key means.
  static UUID runId(Principal principal, String key) {
    return IdText.isId(key)
        ? UUID.fromString(key.toLowerCase(Locale.ROOT))
        : Ids.run(principal.tenant(), key);
  }

  Mono<Started> start(Principal principal, StartRequest request) {
    UUID runId = runId(principal, request.key());
    SessionKey session = request.session();
    return session == null
        ? alone(principal, runId, request)
        : sessions.in(principal, session, known -> admitted(principal, runId, request, known));
  }

  private Mono<Started> alone(Principal principal, UUID runId, StartRequest request) {
    String agent = request.agent();
    return agents
        .named(principal, agent == null ? SessionKey.MAIN : agent)
        .flatMap(found -> starts.version(principal, found.agentId(), null))
        .map(version ->
            RunStarts.of(version)
                .setMessages(request.messages())
                .setMetadata(request.metadata())
                .build())
        .flatMap(start -> starts.start(principal, runId, start))
        .flatMap(written -> started(runId, null, written));
  }

  private Mono<Started> admitted(
      Principal principal, UUID runId, StartRequest request, KeyedSessions.Known known) {
    return agentId(principal, request)
        .map(agentId ->
            new Admission(
                known.session().sessionId().toString(),
                agentId.orElse(null),
                null,
                request.messages(),
                request.metadata(),
                null))
        .flatMap(wish -> admissions.admit(principal, runId, wish))
        .flatMap(written -> started(runId, known.key(), written));
  }

  private Mono<Optional<String>> agentId(Principal principal, StartRequest request) {
    String agent = request.agent();
    return agent == null
        ? Mono.just(Optional.empty())
        : agents
            .named(principal, agent)
            .map(AgentReads.Agent::agentId)
            .map(id -> Optional.of(id.toString()));
  }

  private static Mono<Started> started(
      UUID runId, @Nullable String sessionKey, Written<RunReads.Run> written) {
    return written instanceof Written.Refused<RunReads.Run> refused
        ? Mono.error(Failures.refusal(refused))
        : Mono.just(new Started(runId, sessionKey, written));
  }
}

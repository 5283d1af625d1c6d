package io.signalbox.edge.runs;

import io.signalbox.domain.Rejection;
import io.signalbox.edge.commands.CommandGate.Target;
import io.signalbox.edge.commands.WritePath;
import io.signalbox.edge.commands.Written;
import io.signalbox.edge.identity.Principal;
import io.signalbox.edge.json.FieldError;
import io.signalbox.edge.json.InvalidInputException;
import io.signalbox.edge.views.AgentReads;
import io.signalbox.edge.views.RunReads;
import io.signalbox.edge.views.SessionReads;
import io.signalbox.edge.views.SessionReads.Session;
import io.signalbox.schemas.run.StartRun;
import io.signalbox.schemas.session.AdmitRun;
import io.signalbox.schemas.session.SessionCommand;
import io.signalbox.schemas.topic.Topics;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Starts runs in sessions: the session decides whether and when.
@Component
public final class Admissions {
  private final WritePath writes;
  private final RunStarts starts;
  private final SessionReads sessions;
  private final RunReads runs;

  Admissions(WritePath writes, RunStarts starts, SessionReads sessions, RunReads runs) {
    this.writes = writes;
    this.starts = starts;
    this.sessions = sessions;
    this.runs = runs;
  }

  /// Has the session take a run.
  ///
  /// @return fails with [UnknownIdException], [SessionEndedException] or [InvalidInputException]
  public Mono<Written<RunReads.Run>> admit(Principal principal, UUID runId, Admission wish) {
    UUID sessionId = IdText.of("a session", wish.sessionId());
    return open(principal, sessionId)
        .flatMap(session -> starts.version(principal, agent(wish, session), wish.agentVersionId()))
        .map(version -> start(version, sessionId, wish))
        .flatMap(start -> admit(principal, sessionId, runId, start, wish))
        .flatMap(written -> refusal(principal, sessionId, written));
  }

  private Mono<Session> open(Principal principal, UUID sessionId) {
    return sessions
        .session(principal.tenant(), sessionId, 0)
        .switchIfEmpty(Mono.error(() -> new UnknownIdException("a session", sessionId)))
        .doOnNext(session -> {
          if (!session.isOpen()) {
            throw Sessions.ended(session);
          }
        });
  }

  private static UUID agent(Admission wish, Session session) {
    String named = wish.agentId();
    if (named != null) {
      return IdText.of("an agent", named);
    }
    UUID usual = session.agentId();
    if (usual == null) {
      throw new InvalidInputException(
          List.of(new FieldError("agentId", null, "given, as the session names no agent")));
    }
    return usual;
  }

  private static StartRun start(AgentReads.Version version, UUID sessionId, Admission wish) {
    return RunStarts.of(version)
        .setMessages(wish.messages())
        .setMetadata(wish.metadata())
        .setSessionId(sessionId.toString())
        .build();
  }

  /// The run is looked for, not the session: it is there as soon as it is admitted.
  private Mono<Written<RunReads.Run>> admit(
      Principal principal, UUID sessionId, UUID runId, StartRun start, Admission admission) {
    AdmitRun wish =
        AdmitRun.newBuilder()
            .setRunId(runId.toString())
            .setStart(start)
            .setOnActive(admission.onActive())
            .build();
    return writes.write(
        Topics.SESSION_COMMANDS,
        new Target(principal, sessionId.toString()),
        envelope -> SessionCommand.newBuilder().setEnvelope(envelope).setPayload(wish).build(),
        _ -> runs.run(principal.tenant(), runId));
  }

  /// A session that ended meanwhile may not show so yet: then its refusal says that the wish is
  /// stale.
  private Mono<Written<RunReads.Run>> refusal(
      Principal principal, UUID sessionId, Written<RunReads.Run> written) {
    if (!(written instanceof Written.Refused<RunReads.Run> refused)) {
      return Mono.just(written);
    }
    if (refused.code().equals(Rejection.STALE.name())) {
      return Mono.error(new SessionEndedException(refused.reason()));
    }
    return sessions
        .session(principal.tenant(), sessionId, 0)
        .filter(session -> !session.isOpen())
        .flatMap(
            _ -> Mono.<Written<RunReads.Run>>error(new SessionEndedException(refused.reason())))
        .defaultIfEmpty(written);
  }
}

package io.signalbox.edge.hsafa;

import io.signalbox.edge.commands.CommandGate;
import io.signalbox.edge.commands.LogUnavailableException;
import io.signalbox.edge.views.AgentReads;
import io.signalbox.edge.views.ConversationReads;
import io.signalbox.edge.views.DeviceReads;
import io.signalbox.edge.views.Keyset;
import io.signalbox.edge.views.RunReads;
import io.signalbox.edge.views.SessionReads;
import io.signalbox.edge.views.ToolCallReads;
import io.signalbox.edge.watch.LiveRuns;
import io.signalbox.edge.watch.RunEventFrame;
import io.signalbox.edge.watch.RunHistory;
import io.signalbox.kit.kafka.Answer;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.topic.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The ports of the dialect in memory: one agent, one finished run of two events that left a tool
/// call open, one deleted run, two sessions, a read side that breaks on request, and a log that is
/// away.
final class PortTwins {
  static final UUID AGENT = UUID.fromString("0190c6a5-0000-7000-8000-00000000000a");
  static final UUID RUN = UUID.fromString("0190c6a5-0000-7000-8000-00000000000b");
  static final UUID BROKEN = UUID.fromString("0190c6a5-0000-7000-8000-00000000000c");

  static final UUID DELETED = UUID.fromString("0190c6a5-0000-7000-8000-00000000000d");
  static final UUID SESSION = UUID.fromString("0190c6a5-0000-7000-8000-00000000000e");
  static final UUID EXPIRED = UUID.fromString("0190c6a5-0000-7000-8000-00000000000f");

  private PortTwins() {}

  static final class Agents implements AgentReads {
    @Override
    public Flux<Agent> agents(String tenant) {
      return agent(tenant, AGENT).flux();
    }

    @Override
    public Mono<Agent> agent(String tenant, UUID agentId) {
      return known(agentId, AGENT)
          .map(id -> new Agent(id, "a", null, Instant.EPOCH, Instant.EPOCH));
    }

    @Override
    public Flux<Version> versions(String tenant, UUID agentId) {
      return version(tenant, agentId, null).flux();
    }

    @Override
    public Mono<Version> version(String tenant, UUID agentId, @Nullable UUID versionId) {
      return known(agentId, AGENT)
          .filter(_ -> versionId == null || versionId.equals(AGENT))
          .map(id -> new Version(id, id, "auto", "{}", "hash", null, Instant.EPOCH));
    }

    @Override
    public Mono<Version> version(String tenant, UUID agentId, String configHash, long seq) {
      return version(tenant, agentId, null);
    }
  }

  static final class ToolCalls implements ToolCallReads {
    @Override
    public Flux<ToolCall> calls(String tenant, Filter filter, Keyset keyset) {
      return Flux.empty();
    }

    @Override
    public Mono<ToolCall> call(String tenant, UUID callId, long seq) {
      return Mono.empty();
    }
  }

  static final class Runs implements RunReads {
    @Override
    public Mono<Run> run(String tenant, UUID runId) {
      Times times = new Times(Instant.EPOCH, Instant.EPOCH, null, Instant.EPOCH);
      return known(runId, RUN)
          .map(id ->
              new Run(
                  id,
                  AGENT,
                  AGENT,
                  "completed",
                  times,
                  new Origin(null, null, null),
                  2,
                  1,
                  null,
                  null,
                  "done",
                  1,
                  2,
                  null,
                  "a",
                  "auto",
                  null));
    }

    @Override
    public Mono<Run> run(String tenant, UUID runId, long seq) {
      return run(tenant, runId);
    }

    @Override
    public Flux<Run> runs(String tenant, Filter filter, Keyset keyset) {
      return run(tenant, RUN).flux();
    }

    @Override
    public Mono<Boolean> isDeleted(String tenant, UUID runId) {
      return Mono.just(runId.equals(DELETED));
    }
  }

  static final class Conversations implements ConversationReads {
    @Override
    public Flux<Said> messages(String tenant, UUID runId, long upTo) {
      return Flux.just(
          new Said(1, 1L, "msg-0", "user", "hi", null, "[]", null, null),
          new Said(
              2,
              2L,
              "m-1",
              "assistant",
              "",
              null,
              "[{\"callId\":\"c-1\",\"toolName\":\"t\",\"args\":{}}]",
              null,
              null));
    }

    @Override
    public Flux<InSession> ofSession(String tenant, UUID sessionId, int limit) {
      return Flux.empty();
    }

    @Override
    public Mono<Progress> progress(String tenant, UUID runId, long upTo) {
      return Mono.just(new Progress(1, true));
    }
  }

  static final class Sessions implements SessionReads {
    @Override
    public Mono<Session> session(String tenant, UUID sessionId, long seq) {
      return Mono.just(sessionId)
          .filter(id -> id.equals(SESSION) || id.equals(EXPIRED))
          .map(id ->
              new Session(
                  id,
                  id.equals(SESSION) ? "open" : "expired",
                  null,
                  "enqueue",
                  1,
                  null,
                  0,
                  null,
                  Instant.EPOCH,
                  Instant.EPOCH));
    }

    @Override
    public Flux<Session> sessions(String tenant, Keyset keyset) {
      return session(tenant, SESSION, 0).flux();
    }
  }

  static final class Devices implements DeviceReads {
    @Override
    public Flux<Device> devices(String tenant, Filter filter, Keyset keyset) {
      return Flux.empty();
    }

    @Override
    public Flux<Device> devices(String tenant, String after, boolean connectedOnly, int atMost) {
      return Flux.empty();
    }

    @Override
    public Mono<Device> device(String tenant, UUID deviceId) {
      return Mono.empty();
    }

    @Override
    public Flux<DeviceSession> sessions(String tenant, UUID deviceId, Keyset keyset) {
      return Flux.empty();
    }
  }

  static final class History implements RunHistory {
    @Override
    public Mono<Long> nextOffset(int partition) {
      return Mono.just(0L);
    }

    @Override
    public Mono<List<RunEventFrame>> page(String tenant, String runId, long after, int limit) {
      List<RunEventFrame> all = List.of(frame(1, "run.created"), frame(2, "run.completed"));
      return Mono.just(all.stream().filter(frame -> frame.seq() > after).limit(limit).toList());
    }

    @Override
    public Mono<Head> head(String tenant, String runId) {
      return known(UUID.fromString(runId), RUN).map(_ -> new Head(2, 2, 1, true));
    }

    @Override
    public Mono<Deleted> deleted(String tenant, String runId) {
      return known(UUID.fromString(runId), DELETED).map(_ -> new Deleted(3, Instant.EPOCH));
    }

    private static RunEventFrame frame(long seq, String type) {
      return new RunEventFrame(RUN.toString(), seq, type, Instant.EPOCH, "{\"a\":" + seq + "}");
    }
  }

  static final class Live implements LiveRuns {
    @Override
    public int partition(String runId) {
      return 0;
    }

    @Override
    public CompletableFuture<Attachment> attach(String runId, long from, Listener listener) {
      return new CompletableFuture<>();
    }
  }

  static final class Gate implements CommandGate {
    @Override
    public <V extends SpecificRecord> Mono<Answer> ask(
        Topic<V> topic, Target target, Function<Envelope, V> command, Duration patience) {
      return Mono.error(new LogUnavailableException(new IllegalStateException("away")));
    }

    @Override
    public <V extends SpecificRecord> Mono<Void> tell(
        Topic<V> topic, Target target, Function<Envelope, V> command) {
      return Mono.error(new LogUnavailableException(new IllegalStateException("away")));
    }
  }

  private static Mono<UUID> known(UUID asked, UUID there) {
    if (asked.equals(BROKEN)) {
      return Mono.error(new DataAccessResourceFailureException("no connection to 10.0.0.1"));
    }
    return asked.equals(there) ? Mono.just(there) : Mono.empty();
  }
}

package io.signalbox.edge.claw.node;

import io.signalbox.edge.claw.Caller;
import io.signalbox.edge.claw.Method;
import io.signalbox.edge.claw.Needs;
import io.signalbox.edge.claw.Params;
import io.signalbox.edge.claw.Scope;
import io.signalbox.edge.devices.DeviceDirectory;
import io.signalbox.edge.devices.DeviceDirectory.Standing;
import io.signalbox.edge.devices.Invocation;
import io.signalbox.edge.devices.Invocations;
import io.signalbox.edge.devices.Outcome;
import io.signalbox.edge.identity.Principal;
import io.signalbox.edge.json.Fields;
import io.signalbox.kit.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/// `node.invoke`: has a device execute a command, once, and answers with what came of it.
///
/// The id of the call is made from tenant and key, so the log itself knows a repeated call, on
/// every edge and for longer than any edge would keep an answer.
@Component
final class NodeInvoke implements Method {
  private static final long DEFAULT_TIMEOUT_MS = 30_000;
  private static final long LONGEST_TIMEOUT_MS = 86_400_000;
  private static final int LONGEST_COMMAND = 256;
  private static final int MOST_CHARACTERS = 256 * 1024;

  private final Invocations invocations;
  private final DeviceDirectory devices;
  private final NodeCommands commands;
  private final InvokeMetrics metrics;
  private final Clock clock;

  NodeInvoke(
      Invocations invocations,
      DeviceDirectory devices,
      NodeCommands commands,
      InvokeMetrics metrics,
      Clock clock) {
    this.invocations = invocations;
    this.devices = devices;
    this.commands = commands;
    this.metrics = metrics;
    this.clock = clock;
  }

  private record Request(String nodeId, String command, String args, long timeoutMs) {

    static Request read(Fields fields) {
      Fields args = fields.optionalObject("params");
      String text = args == null ? "{}" : args.node().toString();
      if (text.length() > MOST_CHARACTERS) {
        fields.reject("params", "at most %d characters of JSON".formatted(MOST_CHARACTERS));
      }
      Long timeout = fields.optionalNumber("timeoutMs", 0, LONGEST_TIMEOUT_MS);
      return new Request(
          NodeIds.read(fields),
          fields.text("command", LONGEST_COMMAND),
          text,
          Objects.requireNonNullElse(timeout, DEFAULT_TIMEOUT_MS));
    }

    @Nullable Instant deadline(Instant now) {
      return timeoutMs == 0 ? null : now.plusMillis(timeoutMs);
    }
  }

  @Override
  public String name() {
    return "node.invoke";
  }

  @Override
  public Needs needs() {
    return Needs.scope(Scope.WRITE);
  }

  @Override
  public boolean needsIdempotencyKey() {
    return true;
  }

  @Override
  public Flux<ObjectNode> call(Caller caller, Params params) {
    Request request =
        params.only(NodeIds.FIELD, "command", "params", "timeoutMs").read(Request::read);
    String key = params.requiredIdempotencyKey();
    InvokeAnswers answers = new InvokeAnswers(request.nodeId(), request.command());
    UUID nodeId =
        NodeIds.parse(request.nodeId()).orElseThrow(() -> answers.notConnected("is unknown"));
    return metrics
        .timed(invoke(caller.principal(), nodeId, request, key, answers))
        .map(answers::answer)
        .flux();
  }

  private Mono<Outcome> invoke(
      Principal principal, UUID nodeId, Request request, String key, InvokeAnswers answers) {
    Invocation invocation =
        new Invocation(
            Ids.invocation(principal.tenant(), key),
            nodeId,
            request.command(),
            request.args(),
            request.deadline(clock.instant()));
    Mono<Long> deviceSeq =
        devices
            .find(principal.tenant(), nodeId)
            .switchIfEmpty(Mono.error(() -> answers.notConnected("is unknown")))
            .map(standing -> checked(standing, request.command(), answers));
    return invocations.invoke(principal, invocation, deviceSeq);
  }

  private long checked(Standing standing, String command, InvokeAnswers answers) {
    Declared declared = Declared.of(standing.capabilities());
    if (!standing.connected()) {
      throw answers.notConnected("is not connected");
    }
    boolean allowed =
        declared.isNode()
            ? commands.allows(declared.platform(), command)
            : !commands.denies(command);
    if (!allowed) {
      throw answers.notAllowed("command not allowlisted");
    }
    if (declared.commands().isEmpty()) {
      throw answers.notAllowed("node did not declare commands");
    }
    if (!declared.commands().contains(command)) {
      throw answers.notAllowed("command not declared by node");
    }
    return standing.seq();
  }
}

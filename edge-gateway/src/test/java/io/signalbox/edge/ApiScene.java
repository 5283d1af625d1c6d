package io.signalbox.edge;

import io.signalbox.domain.Decision;
import io.signalbox.edge.ApiDriver.Call;
import io.signalbox.kit.Ids;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.avro.generic.IndexedRecord;

/// What requests of every operation find: an agent, runs in every state, sessions, a device.
final class ApiScene {
  static final String CONFIG = "{\"model\":{\"provider\":\"echo\"},\"agent\":{\"name\":\"%s\"}}";

  private static final String CREATED =
      "{\"agentId\":\"a\",\"agentVersionId\":\"v\",\"configHash\":\"h\",\"messages\":[],\"status\":\"queued\","
          + "\"waitsFor\":\"model\",\"history\":[],\"firstStep\":1}";

  final UUID agent = UUID.randomUUID();
  final UUID completed = Ids.next();
  final UUID failed = Ids.next();
  final UUID deleted = Ids.next();
  final UUID trimmed = Ids.next();
  final UUID expiredSession = Ids.next();
  final UUID deletedSession = Ids.next();
  final UUID device = UUID.randomUUID();
  final UUID call = Ids.next();

  private final ReadSide readSide;
  private final OwnersTwin owners;
  private final UUID version = UUID.randomUUID();
  private final AtomicInteger names = new AtomicInteger();

  ApiScene(ReadSide readSide, OwnersTwin owners) throws SQLException {
    this.readSide = readSide;
    this.owners = owners;
    readSide.addAgent(agent, "agent-" + agent, version, "{\"a\":1}", "hash-" + agent);
    for (UUID run : List.of(completed, failed, trimmed)) {
      addRun(run, run.equals(completed) ? "completed" : "failed");
    }
    readSide.addEvent(trimmed, 5, "assistant.message", "{\"step\":1}");
    readSide.addMessage(
        trimmed, 5, "assistant", "", "[{\"callId\":\"d\",\"toolName\":\"t\",\"args\":{}}]", null);
    readSide.trim(trimmed, 6);
    addRun(deleted, "completed");
    readSide.deleteRun(deleted, 3);
    addSession(expiredSession, "expired");
    addSession(deletedSession, "deleted");
    readSide.addDevice(device, "key-" + device);
    readSide.addToolCall(call, completed, "external");
    DeviceRows rows = new DeviceRows(readSide);
    rows.addDeviceSession(device, "s-1", 1, null);
    rows.addDeviceSession(device, "s-0", 2, "closed");
    rows.addDeviceReport(device, 1, 1L, "door.opened", "{\"door\":1}");
    rows.addDeviceReport(device, 2, null, "device.events.missed", "{\"from\":2,\"to\":3}");
    owners.decide(this::apply);
  }

  /// Requests of all operations that write, each of which succeeds once; every time for something
  /// new.
  List<Call> writes() throws SQLException {
    String name = "n-" + agent + "-" + names.incrementAndGet();
    String config = CONFIG.formatted(name);
    UUID going = going();
    String runs = "/api/runs/" + going;
    String calls = "/api/tool-calls/" + call;
    return List.of(
        Call.of("publishAgent", "/api/agents", "{\"config\":" + config + "}"),
        Call.of(
            "publishAgentVersion",
            "/api/agents/" + agent + "/versions",
            "{\"config\":" + config + ",\"metadata\":{\"a\":1}}"),
        Call.of(
            "registerDevice",
            "/api/devices",
            "{\"deviceKey\":\"%s\",\"displayName\":\"x\",\"capabilities\":{\"tools\":[\"lookup\"]},\"labels\":{\"hall\":\"2\"}}"
                .formatted(name)),
        startAlone(),
        Call.of("appendMessage", runs + "/messages", "{\"content\":\"x\",\"senderId\":\"me\"}"),
        Call.of("forkRun", runs + "/fork", "{\"seq\":1,\"messages\":[{\"content\":\"x\"}]}"),
        Call.of("retryRun", "/api/runs/" + failed + "/retry"),
        Call.of(
            "reportToolResult",
            runs + "/tool-results",
            "{\"callId\":\"" + UUID.randomUUID() + "\",\"result\":null}"),
        Call.of("claimToolCall", calls + "/claim", "{\"worker\":\"w\"}"),
        Call.of("renewToolCall", calls + "/renew", "{\"lease\":\"l\",\"progress\":0.5}"),
        Call.of("settleToolCall", calls + "/result", "{\"lease\":\"l\",\"result\":null}"),
        Call.of(
            "decideToolApproval", calls + "/approval", "{\"decision\":\"deny\",\"reason\":\"no\"}"),
        Call.of("confirmToolCancel", calls + "/canceled", "{\"lease\":\"l\",\"stopped\":true}"),
        Call.of("cancelRun", runs + "/cancel", "{\"reason\":\"enough\"}"),
        Call.of("createSession", "/api/sessions", "{\"agentId\":\"" + agent + "\"}"),
        Call.of("deleteRun", "/api/runs/" + going()),
        Call.of("deleteSession", "/api/sessions/" + session()));
  }

  Call startAlone() {
    return Call.of(
        "startRun",
        "/api/runs",
        "{\"agentId\":\"%s\",\"messages\":[{\"parts\":[{\"type\":\"text\",\"text\":\"x\"}]}],\"metadata\":{\"a\":1}}"
            .formatted(agent));
  }

  Call startIn(UUID session) {
    return Call.of(
        "startRun",
        "/api/runs",
        "{\"sessionId\":\"%s\",\"initialMessages\":[{\"content\":\"x\"}],\"agentId\":\"%s\",\"onActive\":\"reject\"}"
            .formatted(session, agent));
  }

  /// Requests of all operations that read, each of which succeeds.
  List<Call> reads() throws SQLException {
    return List.of(
        Call.of("listAgents", "/api/agents"),
        Call.of("getAgent", "/api/agents/" + agent),
        Call.of("listRuns", "/api/runs?limit=2&agentId=" + agent),
        Call.of("getRun", "/api/runs/" + completed),
        Call.of("listMessages", "/api/runs/" + completed + "/messages"),
        Call.of("listEvents", "/api/runs/" + completed + "/events"),
        Call.of("listSessions", "/api/sessions?limit=1"),
        Call.of("getSession", "/api/sessions/" + session()),
        Call.of("listToolCalls", "/api/tool-calls?limit=1&status=requested&wait=1"),
        Call.of("getToolCall", "/api/tool-calls/" + call),
        Call.of(
            "listDevices", "/api/devices?limit=1&connected=true&capability=lookup&label=hall:2"),
        Call.of("getDevice", "/api/devices/" + device),
        Call.of("listDeviceSessions", "/api/devices/" + device + "/sessions?limit=1"),
        Call.of("listDeviceEvents", "/api/devices/" + device + "/events?since=0&limit=2"));
  }

  /// Requests of all operations that need nothing.
  List<Call> plain() {
    return List.of(
        Call.of("getHealth", "/health"),
        Call.of("getLiveness", "/healthz"),
        Call.of("getReadiness", "/readyz"),
        Call.of("connectOperator", "/"),
        Call.of("connectOperatorAtGateway", "/gateway"),
        Call.of("listManagement", "/actuator"),
        Call.of("getManagementHealth", "/actuator/health"),
        Call.of("getComponentHealth", "/actuator/health/liveness"),
        Call.of("getInfo", "/actuator/info"),
        Call.of("listMetrics", "/actuator/metrics"),
        Call.of("getMetric", "/actuator/metrics/signalbox.edge.watchers"),
        Call.of("scrapeMetrics", "/actuator/prometheus"),
        Call.of("getOpenApiJson", "/openapi.json"),
        Call.of("getOpenApiYaml", "/openapi.yaml"),
        Call.of("getAsyncApiJson", "/asyncapi.json"),
        Call.of("getAsyncApiYaml", "/asyncapi.yaml"),
        Call.of("getTopicSchema", "/schemas/run.events.avsc"),
        Call.of("getDocsPage", "/docs"),
        Call.of("getDocsFile", "/docs/swagger-ui.css"),
        Call.of("getDocsFile", "/docs/swagger-ui-bundle.js"),
        Call.of("getDocsFile", "/docs/page.js"));
  }

  /// A request of every operation, sockets aside.
  List<Call> all() throws SQLException {
    Call stream = Call.of("streamEvents", "/api/runs/" + completed + "/stream");
    return Stream.of(writes(), reads(), plain(), List.of(stream)).flatMap(List::stream).toList();
  }

  Call events(String query) {
    return Call.of("listEvents", "/api/runs/" + completed + "/events" + query);
  }

  UUID going() throws SQLException {
    UUID run = Ids.next();
    addRun(run, "running");
    return run;
  }

  UUID session() throws SQLException {
    UUID session = Ids.next();
    readSide.addSession(session, agent, Instant.now());
    return session;
  }

  private void addSession(UUID session, String status) throws SQLException {
    readSide.addSession(session, agent, Instant.now());
    readSide.setSessionStatus(session, status);
  }

  private void addRun(UUID run, String status) throws SQLException {
    readSide.addRun(run, agent, version, status, Instant.now());
    readSide.addMessage(run, 1, "user", "hi", "[]", null);
    readSide.addMessage(
        run, 2, "assistant", "", "[{\"callId\":\"c\",\"toolName\":\"t\",\"args\":{}}]", null);
    readSide.addMessage(run, 2, "tool", "1", "[]", "c");
    readSide.addEvent(run, 1, "run.created", CREATED);
    readSide.addEvent(run, 2, "kind.not.known.yet", "{\"a\":1}");
  }

  /// Decides as the owners would, and shows the result at once.
  Decision<String> apply(IndexedRecord payload) {
    return owners.showIn(readSide, payload);
  }
}

package io.signalbox.edge.hsafa;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/// Bodies that are wrong in one field each: path, body, and the field that the answer must name.
final class BadBodies {
  static final String OK_CONFIG = "{\"model\":{\"provider\":\"echo\"}}";
  static final String AGENTS = "/api/agents";
  static final String RUNS = "/api/runs";
  static final String RUN = "/api/runs/" + PortTwins.RUN;
  static final String RESULTS = RUN + "/tool-results";
  static final String MESSAGES = "/api/runs/" + PortTwins.RUN + "/messages";
  static final String FORK = "/api/runs/" + PortTwins.RUN + "/fork";
  static final String SESSIONS = "/api/sessions";
  static final String DEVICES = "/api/devices";
  static final String CALLS = "/api/tool-calls";
  static final String CALL = CALLS + "/0190c6a5-0000-7000-8000-0000000000aa";
  static final String NOBODY = "0190c6a5-0000-7000-8000-0000000000ff";

  private BadBodies() {}

  static Stream<Arguments> rows() {
    return Stream.of(
        row(AGENTS, "", "body"),
        row(AGENTS, "[]", "body"),
        row(AGENTS, "{}", "config"),
        row(AGENTS, agent("5"), "config"),
        row(AGENTS, agent("{}"), "config.model"),
        row(AGENTS, agent("{\"model\":{}}"), "config.model.provider"),
        row(AGENTS, agent("{\"model\":{\"provider\":5}}"), "config.model.provider"),
        row(AGENTS, agent("{\"model\":{\"provider\":\" \"}}"), "config.model.provider"),
        row(AGENTS, "{\"config\":" + OK_CONFIG + "}", "name"),
        row(AGENTS, "{\"name\":5,\"config\":" + OK_CONFIG + "}", "name"),
        row(AGENTS, agent(with("\"agent\":{\"name\":1}")), "config.agent.name"),
        row(AGENTS, agent(with("\"agent\":[]")), "config.agent"),
        row(AGENTS, agent(with("\"loop\":{\"maxSteps\":\"5\"}")), "config.loop.maxSteps"),
        row(AGENTS, agent(with("\"loop\":{\"maxSteps\":0}")), "config.loop.maxSteps"),
        row(AGENTS, agent(with("\"loop\":{\"maxSteps\":1.5}")), "config.loop.maxSteps"),
        row(AGENTS, agent(with("\"tools\":{}")), "config.tools"),
        row(AGENTS, agent(with("\"tools\":[1]")), "config.tools[0]"),
        row(AGENTS, agent(with("\"tools\":[{}]")), "config.tools[0].name"),
        row(AGENTS, agent(with("\"tools\":[{\"name\":\"a b\"}]")), "config.tools[0].name"),
        row(
            AGENTS,
            agent(with("\"tools\":[{\"name\":\"a\"},{\"name\":\"a\"}]")),
            "config.tools[1].name"),
        row(
            AGENTS,
            agent(with("\"tools\":[{\"name\":\"a\",\"inputSchema\":1}]")),
            "config.tools[0].inputSchema"),
        row(
            AGENTS,
            agent(with("\"tools\":[{\"name\":\"a\",\"inputSchema\":{\"type\":\"text\"}}]")),
            "config.tools[0].inputSchema"),
        row(
            AGENTS,
            agent(with("\"tools\":[{\"name\":\"a\",\"executionTarget\":\"moon\"}]")),
            "config.tools[0].executionTarget"),
        row(
            AGENTS,
            agent(tool("\"executionTarget\":\"device\",\"executionType\":\"request\"")),
            "config.tools[0].executionType"),
        row(
            AGENTS,
            agent(tool("\"executionTarget\":\"browser\",\"execution\":{}")),
            "config.tools[0].execution"),
        row(AGENTS, agent(tool("\"policy\":\"ask\"")), "config.tools[0].policy"),
        row(
            AGENTS,
            agent(tool("\"rules\":{\"properties\":{\"a\":{\"pattern\":\"(?=a)\"}}}")),
            "config.tools[0].rules"),
        row(AGENTS, agent(tool("\"rules\":true")), "config.tools[0].rules"),
        row(AGENTS, agent(tool("\"rules\":{\"type\":\"text\"}")), "config.tools[0].rules"),
        row(
            AGENTS,
            agent(tool("\"policy\":\"require_approval\",\"approvalTimeoutMs\":0")),
            "config.tools[0].approvalTimeoutMs"),
        row(
            AGENTS,
            agent(tool("\"policy\":\"deny\",\"approvalTimeoutMs\":5")),
            "config.tools[0].approvalTimeoutMs"),
        row(AGENTS, agent(tool("\"executionType\":\"ai-agent\"")), "config.tools[0].executionType"),
        row(AGENTS, agent(tool("\"execution\":{}")), "config.tools[0].executionType"),
        row(
            AGENTS,
            agent(tool("\"executionType\":\"basic\",\"execution\":{\"mode\":\"x\"}")),
            "config.tools[0].execution.mode"),
        row(
            AGENTS,
            agent(tool("\"executionType\":\"request\",\"execution\":{\"url\":\"ftp://a.b/\"}")),
            "config.tools[0].execution.url"),
        row(
            AGENTS,
            agent(
                tool(
                    "\"executionType\":\"request\",\"execution\":{\"url\":\"http://a.b/\",\"timeoutMs\":0}")),
            "config.tools[0].execution.timeoutMs"),
        row(
            AGENTS,
            agent(tool("\"executionType\":\"waiting\",\"execution\":{\"seconds\":-1}")),
            "config.tools[0].execution.seconds"),
        row(
            AGENTS,
            agent(
                tool(
                    "\"executionType\":\"compute\",\"execution\":{\"expression\":{\"op\":\"fly\"}}")),
            "config.tools[0].execution.expression.op"),
        row(AGENTS, agent(with("\"x\":\"" + "y".repeat(70_000) + "\"")), "config"),
        row(AGENTS, agent(with("\"x\":\"\\u0000\"")), "config.x"),
        row(AGENTS, "{\"name\":\"a\",\"metadata\":1,\"config\":" + OK_CONFIG + "}", "metadata"),
        row(AGENTS, "{\"name\":\"a\",\"version\":1,\"config\":" + OK_CONFIG + "}", "version"),
        row(AGENTS, agent(with("\"timeouts\":{\"runMs\":0}")), "config.timeouts.runMs"),
        row(AGENTS, agent(with("\"timeouts\":{\"runMs\":604800001}")), "config.timeouts.runMs"),
        row(AGENTS, agent(with("\"timeouts\":{\"queueMs\":0}")), "config.timeouts.queueMs"),
        row(AGENTS, agent(with("\"timeouts\":{\"queueMs\":604800001}")), "config.timeouts.queueMs"),
        row(AGENTS, agent(with("\"timeouts\":{\"turnMs\":0}")), "config.timeouts.turnMs"),
        row(AGENTS, agent(with("\"timeouts\":{\"turnMs\":604800001}")), "config.timeouts.turnMs"),
        row(AGENTS, agent(with("\"timeouts\":{\"silenceMs\":0}")), "config.timeouts.silenceMs"),
        row(
            AGENTS,
            agent(with("\"timeouts\":{\"silenceMs\":604800001}")),
            "config.timeouts.silenceMs"),
        row(AGENTS, agent(with("\"timeouts\":{\"runMs\":\"1\"}")), "config.timeouts.runMs"),
        row(AGENTS, agent(with("\"timeouts\":[]")), "config.timeouts"),
        row(AGENTS, agent(with("\"context\":{\"maxTokens\":255}")), "config.context.maxTokens"),
        row(AGENTS, agent(with("\"context\":{\"maxTokens\":200001}")), "config.context.maxTokens"),
        row(AGENTS, agent(with("\"context\":1")), "config.context"),
        row(AGENTS, agent(model("{\"maxAttempts\":0}")), "config.model.retries.maxAttempts"),
        row(AGENTS, agent(model("{\"maxAttempts\":21}")), "config.model.retries.maxAttempts"),
        row(AGENTS, agent(model("{\"backoffMs\":-1}")), "config.model.retries.backoffMs"),
        row(AGENTS, agent(model("{\"backoffMs\":600001}")), "config.model.retries.backoffMs"),
        row(AGENTS, agent(model("{\"maxBackoffMs\":1.5}")), "config.model.retries.maxBackoffMs"),
        row(AGENTS, agent(model("5")), "config.model.retries"),
        row(
            AGENTS,
            agent(with("\"tools\":[{\"name\":\"a\",\"onFailure\":\"panic\"}]")),
            "config.tools[0].onFailure"),
        row(AGENTS, agent(tool("\"repeatable\":\"yes\"")), "config.tools[0].repeatable"),
        row(AGENTS, agent(tool("\"device\":\"press\"")), "config.tools[0].device"),
        row(
            AGENTS,
            agent(tool("\"executionTarget\":\"device\",\"device\":5")),
            "config.tools[0].device"),
        row(AGENTS, agent(tool("\"timeoutMs\":-1")), "config.tools[0].timeoutMs"),
        row(AGENTS, agent(tool("\"timeoutMs\":604800001")), "config.tools[0].timeoutMs"),
        row(CALL + "/claim", "{}", "worker"),
        row(CALL + "/renew", "{}", "lease"),
        row(
            CALL + "/renew",
            "{\"lease\":\"l\",\"progress\":\"" + "x".repeat(4_096) + "\"}",
            "progress"),
        row(CALL + "/result", "{\"lease\":\"l\"}", "result"),
        row(CALL + "/result", "{\"lease\":5,\"result\":1}", "lease"),
        row(CALL + "/canceled", "{\"lease\":\"l\"}", "stopped"),
        row(CALL + "/canceled", "{\"lease\":\"l\",\"stopped\":\"yes\"}", "stopped"),
        row(
            RUNS,
            run("[{\"content\":\"x\"}]").replace("}]}", "}],\"onActive\":\"reject\"}"),
            "onActive"),
        row(RUNS, inSession("\"onActive\":\"wait\""), "onActive"),
        row(RUNS, inSession("\"agentVersionId\":5"), "agentVersionId"),
        row(RUNS, inSession("\"messages\":[{\"content\":\"x\"}]"), "messages"),
        row(RUNS, inSession("\"metadata\":[]"), "metadata"),
        row(RUNS, inSession("\"x\":1"), "agentId"),
        row(RUNS, "{\"sessionId\":5,\"messages\":[{\"content\":\"x\"}]}", "sessionId"),
        row(MESSAGES, "{}", "content"),
        row(MESSAGES, "{\"content\":\" \"}", "content"),
        row(MESSAGES, "{\"message\":5}", "message"),
        row(MESSAGES, "{\"message\":\"x\",\"content\":\"y\"}", "content"),
        row(MESSAGES, "{\"content\":\"x\",\"senderId\":5}", "senderId"),
        row(MESSAGES, "{\"content\":\"x\",\"senderName\":\" \"}", "senderName"),
        row(MESSAGES, "{\"content\":\"" + "x".repeat(262_145) + "\"}", "content"),
        row(RUN + "/cancel", "{\"reason\":5}", "reason"),
        row(RUN + "/cancel", "{\"reason\":\"" + "x".repeat(1_025) + "\"}", "reason"),
        row(FORK, "{}", "seq"),
        row(FORK, "{\"seq\":0}", "seq"),
        row(FORK, "{\"seq\":\"1\"}", "seq"),
        row(FORK, "{\"seq\":3}", "seq"),
        row(FORK, "{\"seq\":2,\"messages\":[]}", "messages"),
        row(FORK, "{\"seq\":2,\"messages\":[{\"content\":\"x\"}]}", "messages"),
        row(FORK, "{\"seq\":2,\"agentVersionId\":5}", "agentVersionId"),
        row(FORK, "{\"seq\":2,\"metadata\":5}", "metadata"),
        row(SESSIONS, "[]", "body"),
        row(SESSIONS, "{\"agentId\":5}", "agentId"),
        row(SESSIONS, "{\"onActive\":\"wait\"}", "onActive"),
        row(SESSIONS, "{\"idleTimeoutMs\":-1}", "idleTimeoutMs"),
        row(SESSIONS, "{\"idleTimeoutMs\":\"1\"}", "idleTimeoutMs"),
        row(SESSIONS, "{\"metadata\":1}", "metadata"),
        row(DEVICES, "{}", "deviceKey"),
        row(DEVICES, device("\"displayName\":5"), "displayName"),
        row(DEVICES, device("\"capabilities\":[]"), "capabilities"),
        row(DEVICES, device("\"capabilities\":{\"tools\":[5]}"), "capabilities.tools[0]"),
        row(
            DEVICES,
            device("\"capabilities\":{\"x\":\"" + "y".repeat(65_536) + "\"}"),
            "capabilities"),
        row(DEVICES, device("\"labels\":[]"), "labels"),
        row(DEVICES, device("\"labels\":{\"a\":5}"), "labels.a"),
        row(DEVICES, device("\"labels\":{\"a:b\":\"x\"}"), "labels.a:b"),
        row(DEVICES, device("\"labels\":" + manyLabels()), "labels"),
        row(RUNS, "{\"initialMessages\":[{\"content\":\"x\"}]}", "agentId"),
        row(RUNS, run("5", "[{\"content\":\"x\"}]"), "agentId"),
        row(RUNS, "{\"agentId\":\"" + PortTwins.AGENT + "\"}", "initialMessages"),
        row(RUNS, run("[]"), "initialMessages"),
        row(RUNS, run("\"hi\""), "initialMessages"),
        row(RUNS, run("[\"hi\"]"), "initialMessages[0]"),
        row(RUNS, run("[{}]"), "initialMessages[0].content"),
        row(RUNS, run("[{\"content\":5}]"), "initialMessages[0].content"),
        row(
            RUNS,
            run("[{\"content\":\"x\"},{\"role\":\"boss\",\"content\":\"x\"}]"),
            "initialMessages[1].role"),
        row(RUNS, run("[{\"role\":5,\"content\":\"x\"}]"), "initialMessages[0].role"),
        row(RUNS, run("[{\"parts\":{}}]"), "initialMessages[0].parts"),
        row(RUNS, run("[{\"parts\":[{\"type\":\"image\"}]}]"), "initialMessages[0].parts[0].type"),
        row(
            RUNS,
            run("[{\"id\":\"a\",\"content\":\"x\"},{\"id\":\"a\",\"content\":\"x\"}]"),
            "initialMessages[1].id"),
        row(RESULTS, "{\"result\":1}", "callId"),
        row(RESULTS, "{\"callId\":5,\"result\":1}", "callId"),
        row(RESULTS, "{\"callId\":\"" + NOBODY + "\"}", "result"),
        row(RESULTS, "{\"callId\":\"" + NOBODY + "\",\"result\":1,\"source\":\"moon\"}", "source"));
  }

  /// Queries that are wrong in one parameter each.
  static Stream<Arguments> queries() {
    return Stream.of(
        Arguments.of(CALLS + "?status=open", "status"),
        Arguments.of(CALLS + "?runId=5", "runId"),
        Arguments.of(CALLS + "?wait=61", "wait"),
        Arguments.of(RUNS + "?status=done", "status"),
        Arguments.of(RUNS + "?status=", "status"),
        Arguments.of(RUNS + "?agentId=5", "agentId"),
        Arguments.of(RUNS + "?sessionId=5", "sessionId"),
        Arguments.of(RUNS + "?since=yesterday", "since"),
        Arguments.of(RUNS + "?since=-999999999-01-01T00:00:00Z", "since"),
        Arguments.of(RUNS + "?limit=0", "limit"),
        Arguments.of(RUNS + "?limit=101", "limit"),
        Arguments.of(RUNS + "?limit=ten", "limit"),
        Arguments.of(RUNS + "?cursor=x", "cursor"),
        Arguments.of(RUNS + "?cursor=", "cursor"),
        Arguments.of(DEVICES + "?connected=yes", "connected"),
        Arguments.of(DEVICES + "?cursor=x", "cursor"),
        Arguments.of(DEVICES + "?label=hall", "label"),
        Arguments.of(DEVICES + "?label=hall:2&label=:2", "label"),
        Arguments.of(DEVICES + "?label=a:1" + "&label=a:1".repeat(8), "label"),
        Arguments.of(DEVICES + "/" + NOBODY + "/sessions?limit=0", "limit"),
        Arguments.of(SESSIONS + "?limit=101", "limit"),
        Arguments.of(SESSIONS + "?cursor=MTI6eA", "cursor"));
  }

  static Arguments row(String path, String body, String field) {
    return Arguments.of(path, body, field);
  }

  static String agent(String config) {
    return "{\"name\":\"a\",\"config\":" + config + "}";
  }

  static String device(String more) {
    return "{\"deviceKey\":\"d\"," + more + "}";
  }

  private static String manyLabels() {
    return IntStream.range(0, 33)
        .mapToObj("\"l%d\":\"x\""::formatted)
        .collect(Collectors.joining(",", "{", "}"));
  }

  static String with(String more) {
    return "{\"model\":{\"provider\":\"echo\"}," + more + "}";
  }

  static String tool(String more) {
    return with("\"tools\":[{\"name\":\"a\"," + more + "}]");
  }

  static String model(String retries) {
    return "{\"model\":{\"provider\":\"echo\",\"retries\":" + retries + "}}";
  }

  static String inSession(String more) {
    return "{\"sessionId\":\"%s\",\"initialMessages\":[{\"content\":\"x\"}],%s}"
        .formatted(PortTwins.SESSION, more);
  }

  static String run(String messages) {
    return run(quoted(PortTwins.AGENT.toString()), messages);
  }

  static String run(String agentId, String messages) {
    return "{\"agentId\":" + agentId + ",\"initialMessages\":" + messages + "}";
  }

  static String quoted(String text) {
    return "\"" + text + "\"";
  }
}

package io.signalbox.edge.hsafa;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/// Bodies that are wrong in one field each: path, body, and the field that the answer must name.
final class BadBodies {
  static final String OK_CONFIG = "{\"model\":{\"provider\":\"echo\"}}";
  static final String AGENTS = "/api/agents";
  static final String RUNS = "/api/runs";
  static final String RUN = "/api/runs/" + PortTwins.RUN;
  static final String RESULTS = RUN + "/tool-results";
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
            agent(with("\"tools\":[{\"name\":\"a\",\"executionTarget\":\"moon\"}]")),
            "config.tools[0].executionTarget"),
        row(AGENTS, agent(with("\"x\":\"" + "y".repeat(70_000) + "\"")), "config"),
        row(AGENTS, agent(with("\"x\":\"\\u0000\"")), "config.x"),
        row(AGENTS, "{\"name\":\"a\",\"metadata\":1,\"config\":" + OK_CONFIG + "}", "metadata"),
        row(AGENTS, "{\"name\":\"a\",\"version\":1,\"config\":" + OK_CONFIG + "}", "version"),
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

  static Arguments row(String path, String body, String field) {
    return Arguments.of(path, body, field);
  }

  static String agent(String config) {
    return "{\"name\":\"a\",\"config\":" + config + "}";
  }

  static String with(String more) {
    return "{\"model\":{\"provider\":\"echo\"}," + more + "}";
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

package io.signalbox.edge.claw.method;

import io.signalbox.edge.runs.IdText;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How clients name a session.
sealed interface SessionKey {
  /// The longest key.
  int LONGEST = 512;

  /// The agent, or the part of a key, that is meant when none is named.
  String MAIN = "main";

  Pattern OF_AGENT = Pattern.compile("agent:([^:]+):(.+)", Pattern.DOTALL);

  /// As it is told to clients.
  String text();

  /// A session that is named by its id, as other dialects do.
  record OfSession(UUID sessionId) implements SessionKey {
    @Override
    public String text() {
      return sessionId.toString();
    }
  }

  /// `agent:<agent>:<name>`: one session of the agent at a time, whatever its id.
  ///
  /// @param agent name or id of an agent
  record OfAgent(String agent, String name) implements SessionKey {
    @Override
    public String text() {
      return "agent:" + agent + ":" + name;
    }
  }

  /// Any text is a key: the id of a session, `agent:<agent>:<name>`, or a name alone, which is one
  /// of the agent `main`.
  static SessionKey of(String text) {
    String key = text.strip();
    if (IdText.isId(key)) {
      return new OfSession(UUID.fromString(key.toLowerCase(Locale.ROOT)));
    }
    Matcher matcher = OF_AGENT.matcher(key);
    return matcher.matches()
        ? new OfAgent(matcher.group(1), matcher.group(2))
        : new OfAgent(MAIN, key);
  }
}

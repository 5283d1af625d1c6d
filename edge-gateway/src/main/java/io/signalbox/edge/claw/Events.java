package io.signalbox.edge.claw;

import java.util.List;

/// Names of the events that clients may hear.
public final class Events {
  public static final String CHALLENGE = "connect.challenge";
  public static final String TICK = "tick";
  public static final String PRESENCE = "presence";
  public static final String HEALTH = "health";
  public static final String SHUTDOWN = "shutdown";
  public static final String AGENT = "agent";
  public static final String CHAT = "chat";
  public static final String RUN = "run";
  public static final String RUN_END = "run.end";
  public static final String NODE_INVOKE = "node.invoke.request";
  public static final String NODE_CANCEL = "node.invoke.cancel";

  private static final List<String> ALL =
      List.of(
          CHALLENGE, TICK, PRESENCE, HEALTH, SHUTDOWN, AGENT, CHAT, RUN, RUN_END, NODE_INVOKE,
          NODE_CANCEL);

  private Events() {}

  /// All of them.
  public static List<String> all() {
    return ALL;
  }
}

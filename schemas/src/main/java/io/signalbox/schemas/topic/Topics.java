package io.signalbox.schemas.topic;

import io.signalbox.schemas.agent.AgentCommand;
import io.signalbox.schemas.agent.AgentEvent;
import io.signalbox.schemas.device.DeviceCommand;
import io.signalbox.schemas.device.DeviceDispatch;
import io.signalbox.schemas.device.DeviceEvent;
import io.signalbox.schemas.device.DeviceReport;
import io.signalbox.schemas.edge.EdgeEvent;
import io.signalbox.schemas.reply.CommandReply;
import io.signalbox.schemas.run.ModelControl;
import io.signalbox.schemas.run.ModelRequest;
import io.signalbox.schemas.run.RunCommand;
import io.signalbox.schemas.run.RunEvent;
import io.signalbox.schemas.session.SessionCommand;
import io.signalbox.schemas.session.SessionEvent;
import io.signalbox.schemas.tool.ToolEvent;
import io.signalbox.schemas.tool.ToolRequest;
import io.signalbox.schemas.tool.ToolResult;
import io.signalbox.schemas.tool.ToolWork;
import io.signalbox.schemas.topic.Topic.Cleanup;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/// The catalogue of topics. Services create what they own from it at start, and check what is
/// there.
public final class Topics {
  /// Partitions of a new installation, the same for all topics but work queues, as some are joined
  /// by partition.
  public static final int DEFAULT_PARTITIONS = 12;

  public static final Topic<AgentCommand> AGENT_COMMANDS =
      topic("agent.commands", "agentId", AgentCommand.class, Cleanup.DELETE, Kept.WORK);

  /// Never compacted: a version is one event among several of its agent, and every version stays.
  public static final Topic<AgentEvent> AGENT_EVENTS =
      topic("agent.events", "agentId", AgentEvent.class, Cleanup.DELETE, Kept.FOR_EVER);

  public static final Topic<RunCommand> RUN_COMMANDS =
      topic("run.commands", "runId", RunCommand.class, Cleanup.DELETE, Kept.WORK);

  /// The canonical log. Each event has a key of its own, `<runId>/<seq>`, in the partition of its
  /// run: what a deleted run said is erased by a tombstone for each of its events.
  public static final Topic<RunEvent> RUN_EVENTS =
      topic("run.events", "runId/seq", RunEvent.class, Cleanup.COMPACT_AND_DELETE, Kept.HISTORY);

  /// Work queue of model calls, taken through a share group. One partition, whatever the others
  /// have: a share group gives most partitions to one worker only, so that with more of them a slow
  /// call would keep those behind it from workers that are free.
  public static final Topic<ModelRequest> MODEL_REQUESTS =
      new Topic<>("model.requests", "runId", ModelRequest.class, 1, Cleanup.DELETE, Kept.WORK);

  /// Words to the model workers of one instance, which reads only its own partition.
  public static final Topic<ModelControl> MODEL_CONTROL =
      topic("model.control", "instanceId", ModelControl.class, Cleanup.DELETE, Kept.ANSWERS);

  public static final Topic<SessionCommand> SESSION_COMMANDS =
      topic("session.commands", "sessionId", SessionCommand.class, Cleanup.DELETE, Kept.WORK);

  /// Kept for ever, as a session may live as long, and its view is rebuilt from here; the facts are
  /// few and hold nothing that was said.
  public static final Topic<SessionEvent> SESSION_EVENTS =
      topic("session.events", "sessionId", SessionEvent.class, Cleanup.DELETE, Kept.FOR_EVER);

  public static final Topic<ToolRequest> TOOL_REQUESTS =
      topic("tool.requests", "callId", ToolRequest.class, Cleanup.DELETE, Kept.WORK);

  public static final Topic<ToolResult> TOOL_RESULTS =
      topic("tool.results", "callId", ToolResult.class, Cleanup.DELETE, Kept.WORK);

  public static final Topic<ToolEvent> TOOL_EVENTS =
      topic("tool.events", "callId", ToolEvent.class, Cleanup.DELETE, Kept.HISTORY);

  /// Work queue of the calls that this system executes itself, taken through a share group; one
  /// partition for the reason that model requests have one.
  public static final Topic<ToolWork> TOOL_WORK =
      new Topic<>("tool.work", "callId", ToolWork.class, 1, Cleanup.DELETE, Kept.WORK);

  /// Every device event once per partition, so that each dispatcher task holds the whole device
  /// table in log order.
  public static final Topic<DeviceEvent> TOOL_ROUTING =
      topic("tool.routing", "deviceId", DeviceEvent.class, Cleanup.DELETE, Kept.WORK);

  public static final Topic<DeviceCommand> DEVICE_COMMANDS =
      topic("device.commands", "deviceId", DeviceCommand.class, Cleanup.DELETE, Kept.WORK);

  /// Each record carries the device after the event, so the newest one of a device suffices; the
  /// events between stay for the length of the history.
  public static final Topic<DeviceEvent> DEVICE_EVENTS =
      topic("device.events", "deviceId", DeviceEvent.class, Cleanup.COMPACT, Kept.HISTORY);

  /// What devices tell of their place. Apart from `device.events`, of which the newest record of a
  /// device suffices.
  public static final Topic<DeviceReport> DEVICE_REPORTS =
      topic("device.reports", "deviceId", DeviceReport.class, Cleanup.DELETE, Kept.HISTORY);

  public static final Topic<DeviceDispatch> DEVICE_DISPATCH =
      topic("device.dispatch", "deviceId", DeviceDispatch.class, Cleanup.DELETE, Kept.WORK);

  /// Answers to commands; the key is the instance that waits, which reads only its own partition.
  public static final Topic<CommandReply> COMMAND_REPLIES =
      topic("command.replies", "instanceId", CommandReply.class, Cleanup.DELETE, Kept.ANSWERS);

  /// What edges tell each other. One partition, whatever the others have: every edge reads all of
  /// it, and there is little.
  public static final Topic<EdgeEvent> EDGE_EVENTS =
      new Topic<>("edge.events", "edgeId", EdgeEvent.class, 1, Cleanup.DELETE, Kept.ANSWERS);

  private static final List<Topic<?>> ALL =
      List.of(
          AGENT_COMMANDS,
          AGENT_EVENTS,
          RUN_COMMANDS,
          RUN_EVENTS,
          MODEL_REQUESTS,
          MODEL_CONTROL,
          SESSION_COMMANDS,
          SESSION_EVENTS,
          TOOL_REQUESTS,
          TOOL_RESULTS,
          TOOL_EVENTS,
          TOOL_WORK,
          TOOL_ROUTING,
          DEVICE_COMMANDS,
          DEVICE_EVENTS,
          DEVICE_REPORTS,
          DEVICE_DISPATCH,
          COMMAND_REPLIES,
          EDGE_EVENTS);

  private Topics() {}

  /// Every topic, dead-letter topics aside.
  public static List<Topic<?>> all() {
    return ALL;
  }

  private static <V extends SpecificRecord> Topic<V> topic(
      String name, String key, Class<V> value, Cleanup cleanup, Kept kept) {
    return new Topic<>(name, key, value, DEFAULT_PARTITIONS, cleanup, kept);
  }
}

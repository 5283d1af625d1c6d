package io.signalbox.edge.commands;

import io.signalbox.edge.views.ConversationReads.Progress;
import io.signalbox.edge.views.ConversationReads.Said;
import io.signalbox.schemas.run.Message;
import io.signalbox.schemas.run.ToolCallDraft;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a run takes over from the one that it is forked from.
///
/// Calls that were answered are carried with their results and never executed again. Those of the
/// last turn that nobody has answered yet get ids of their own, as the parent's may still be under
/// way, and the run begins by waiting for them.
///
/// @param messages the conversation, history of a session first
/// @param waitsFor `model` or `tools`
/// @param firstStep number of the step that begins, or of the one whose calls are waited for
public record Prefix(List<Message> messages, String waitsFor, int firstStep) {
  private static final String ASSISTANT = "assistant";

  public Prefix {
    messages = List.copyOf(messages);
  }

  /// The prefix that ends with what was said; empty when its beginning is no longer kept.
  ///
  /// @param said in the order in which the model sees it
  /// @param progress null when it is no longer kept
  /// @param callIds makes ids for calls
  public static Optional<Prefix> of(
      List<Said> said, @Nullable Progress progress, Supplier<UUID> callIds) {
    if (progress == null || said.stream().noneMatch(each -> each.seq() == 1)) {
      return Optional.empty();
    }
    List<Message> messages = said.stream().map(Prefix::message).collect(Collectors.toList());
    makeIdsUnique(messages);
    boolean open = reopen(messages, callIds);
    return Optional.of(
        new Prefix(
            messages,
            open ? "tools" : "model",
            open || !progress.answered() ? progress.step() : progress.step() + 1));
  }

  /// Whether the model is next, so that there may be more for it to read.
  public boolean waitsForModel() {
    return waitsFor.equals("model");
  }

  /// The same with more at its end.
  public Prefix with(List<Message> more) {
    List<Message> all = new ArrayList<>(messages);
    all.addAll(more);
    return new Prefix(all, waitsFor, firstStep);
  }

  /// Gives new ids to the calls of the last turn that have no answer.
  ///
  /// @return whether there are any
  private static boolean reopen(List<Message> messages, Supplier<UUID> callIds) {
    int last = messages.size() - 1;
    while (last >= 0 && !messages.get(last).getRole().equals(ASSISTANT)) {
      last--;
    }
    if (last < 0) {
      return false;
    }
    Message turn = messages.get(last);
    Set<String> answered =
        messages.stream()
            .map(Message::getCallId)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    if (turn.getToolCalls().stream().allMatch(call -> answered.contains(call.getCallId()))) {
      return false;
    }
    List<ToolCallDraft> calls =
        turn.getToolCalls().stream()
            .map(call -> answered.contains(call.getCallId()) ? call : renamed(call, callIds.get()))
            .toList();
    messages.set(last, Message.newBuilder(turn).setToolCalls(calls).build());
    return true;
  }

  private static ToolCallDraft renamed(ToolCallDraft call, UUID callId) {
    return ToolCallDraft.newBuilder(call).setCallId(callId.toString()).build();
  }

  /// Runs of a session name their messages alike.
  private static void makeIdsUnique(List<Message> messages) {
    Set<String> used = new HashSet<>();
    for (int index = 0; index < messages.size(); index++) {
      Message message = messages.get(index);
      String id = message.getId();
      for (int number = 2; !used.add(id); number++) {
        id = message.getId() + "-" + number;
      }
      messages.set(index, Message.newBuilder(message).setId(id).build());
    }
  }

  private static Message message(Said said) {
    return Message.newBuilder()
        .setId(said.messageId())
        .setRole(said.role())
        .setText(said.text())
        .setParts(said.parts())
        .setToolCalls(calls(said.toolCalls()))
        .setCallId(said.callId())
        .setToolName(said.toolName())
        .build();
  }

  private static List<ToolCallDraft> calls(@Nullable String json) {
    if (json == null) {
      return List.of();
    }
    List<ToolCallDraft> calls = new ArrayList<>();
    for (JsonNode call : JsonMapper.shared().readTree(json)) {
      JsonNode args = call.path("args");
      calls.add(
          ToolCallDraft.newBuilder()
              .setCallId(call.path("callId").stringValue())
              .setToolName(call.path("toolName").stringValue())
              .setArgs(args.isString() ? args.stringValue() : args.toString())
              .build());
    }
    return calls;
  }
}

package io.signalbox.orchestrator.session.kafka;

import io.signalbox.orchestrator.session.Utterance;
import io.signalbox.orchestrator.session.Utterance.Asked;
import io.signalbox.schemas.run.Message;
import io.signalbox.schemas.run.ToolCallDraft;
import java.util.List;

/// Messages, between wire and domain.
final class Utterances {
  private Utterances() {}

  static List<Utterance> of(List<Message> wire) {
    return wire.stream().map(Utterances::of).toList();
  }

  static List<Message> wire(List<Utterance> utterances) {
    return utterances.stream().map(Utterances::wire).toList();
  }

  private static Utterance of(Message wire) {
    return new Utterance(
        wire.getId(),
        wire.getRole(),
        wire.getText(),
        wire.getParts(),
        wire.getToolCalls().stream()
            .map(call -> new Asked(call.getCallId(), call.getToolName(), call.getArgs()))
            .toList(),
        wire.getCallId(),
        wire.getToolName());
  }

  private static Message wire(Utterance utterance) {
    return Message.newBuilder()
        .setId(utterance.id())
        .setRole(utterance.role())
        .setText(utterance.text())
        .setParts(utterance.parts())
        .setToolCalls(utterance.asked().stream().map(Utterances::wire).toList())
        .setCallId(utterance.callId())
        .setToolName(utterance.toolName())
        .build();
  }

  private static ToolCallDraft wire(Asked call) {
    return ToolCallDraft.newBuilder()
        .setCallId(call.callId())
        .setToolName(call.toolName())
        .setArgs(call.args())
        .build();
  }
}

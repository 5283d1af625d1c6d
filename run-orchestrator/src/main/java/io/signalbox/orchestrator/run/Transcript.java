package io.signalbox.orchestrator.run;

import java.util.List;

/// The conversation of a run, as its events tell it.
public final class Transcript {
  private Transcript() {}

  /// What an event adds at the end of the conversation. History, which comes before everything, is
  /// not among it; a message that was appended counts from the step in which the model sees it.
  ///
  /// @param before the state before the event
  public static List<Message> said(Run before, RunEvent event) {
    return switch (event) {
      case RunEvent.RunCreated e -> e.start().messages();
      case RunEvent.AssistantMessage e ->
          List.of(Message.assistant(e.messageId(), e.text(), e.toolCalls()));
      case RunEvent.ToolResultReceived e -> List.of(answer(e));
      case RunEvent.RunResumed _ -> Run.work(before).map(Work::unseen).orElse(List.of());
      case RunEvent.RunReleased _,
          RunEvent.RunStarted _,
          RunEvent.ModelAttemptRequested _,
          RunEvent.ModelAttemptStarted _,
          RunEvent.AssistantDelta _,
          RunEvent.ReasoningDelta _,
          RunEvent.ModelAttemptFailed _,
          RunEvent.MessageAppended _,
          RunEvent.ToolCallRequested _,
          RunEvent.RunWaitingTool _,
          RunEvent.ToolCallDispatched _,
          RunEvent.ToolCallClaimed _,
          RunEvent.ToolApprovalRequested _,
          RunEvent.ToolApprovalDecided _,
          RunEvent.RunSilent _,
          RunEvent.RunCompleted _,
          RunEvent.RunFailed _,
          RunEvent.RunCanceled _,
          RunEvent.RunDeleted _ ->
          List.of();
    };
  }

  /// What an event adds at the start of the conversation.
  public static List<Message> history(RunEvent event) {
    return switch (event) {
      case RunEvent.RunCreated e -> e.start().history();
      case RunEvent.RunReleased e -> e.history();
      case RunEvent.RunStarted _,
          RunEvent.ModelAttemptRequested _,
          RunEvent.ModelAttemptStarted _,
          RunEvent.AssistantDelta _,
          RunEvent.ReasoningDelta _,
          RunEvent.ModelAttemptFailed _,
          RunEvent.AssistantMessage _,
          RunEvent.MessageAppended _,
          RunEvent.ToolCallRequested _,
          RunEvent.RunWaitingTool _,
          RunEvent.ToolCallDispatched _,
          RunEvent.ToolCallClaimed _,
          RunEvent.ToolApprovalRequested _,
          RunEvent.ToolApprovalDecided _,
          RunEvent.ToolResultReceived _,
          RunEvent.RunResumed _,
          RunEvent.RunSilent _,
          RunEvent.RunCompleted _,
          RunEvent.RunFailed _,
          RunEvent.RunCanceled _,
          RunEvent.RunDeleted _ ->
          List.of();
    };
  }

  private static Message answer(RunEvent.ToolResultReceived event) {
    ToolOutcome outcome = event.outcome();
    String text = ToolOutcome.answer(outcome.status().wire(), outcome.result(), outcome.error());
    return Message.tool(event.callId(), event.toolName(), text);
  }
}

package io.signalbox.edge.claw.method;

import io.signalbox.edge.calls.ApprovalDecision;
import io.signalbox.edge.calls.ToolCallActions;
import io.signalbox.edge.claw.Method;
import io.signalbox.edge.claw.Scope;
import io.signalbox.edge.commands.Written;
import io.signalbox.edge.runs.IdText;
import io.signalbox.edge.views.ToolCallReads.ToolCall;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Tool calls that wait for approval: decide about one. Which ones wait stands in the runs.
@Configuration(proxyBeanMethods = false)
class ApprovalMethods {
  private static final int LONGEST_ID = 128;

  @Bean
  Method execApprovalResolveMethod(ToolCallActions actions) {
    return Served.writing(
        "exec.approval.resolve",
        Scope.APPROVALS,
        (caller, params) -> {
          params.only("id", "decision", "reason");
          String id = params.read(fields -> fields.text("id", LONGEST_ID));
          ApprovalDecision made = params.read(ApprovalDecision::read);
          UUID callId = IdText.of("a tool call", id);
          return actions
              .decide(caller.principal(), callId, made.decision(), made.reason())
              .map(ApprovalMethods::resolved);
        });
  }

  private static ObjectNode resolved(Written<ToolCall> written) {
    return switch (written) {
      case Written.Done<ToolCall> _ -> JsonMapper.shared().createObjectNode().put("ok", true);
      case Written.Pending<ToolCall> _ ->
          throw Failures.pending("Nobody can say yet whether the decision came in time");
      case Written.Refused<ToolCall> refused -> throw Failures.refusal(refused);
    };
  }
}

package io.signalbox.edge.calls;

import io.signalbox.edge.json.Fields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What somebody decides about a call that waits for approval.
///
/// @param decision as on the wire
/// @param reason why, for people
public record ApprovalDecision(String decision, @Nullable String reason) {
  /// Characters that a reason may have.
  public static final int LONGEST_REASON = 1_024;

  private static final List<String> DECISIONS = List.of("allow-once", "deny");

  /// Reads the fields `decision` and `reason`.
  public static ApprovalDecision read(Fields fields) {
    String decision = fields.text("decision", DECISIONS::contains, "allow-once or deny");
    return new ApprovalDecision(decision, fields.optionalText("reason", LONGEST_REASON));
  }
}

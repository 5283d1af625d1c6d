package io.signalbox.edge.devices;

import io.signalbox.edge.views.DeviceCallReads.Call;
import io.signalbox.kit.json.WireJson;
import io.signalbox.schemas.tool.ToolCallCanceled;
import io.signalbox.schemas.tool.ToolCallCompleted;
import io.signalbox.schemas.tool.ToolCallExpired;
import io.signalbox.schemas.tool.ToolCallFailed;
import io.signalbox.schemas.tool.ToolEvent;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How calls tell what came of them: in the log, and in the view that is made of it.
final class Outcomes {
  private static final String DEVICE = "device";

  private Outcomes() {}

  /// What an event says; empty when it is not the end.
  static Optional<Outcome> of(ToolEvent event) {
    return switch (event.getPayload()) {
      case ToolCallCompleted e -> Optional.of(new Outcome.Completed(e.getResult()));
      case ToolCallFailed e -> Optional.of(failed(e.getError(), e.getSource(), e.getCode()));
      case ToolCallExpired e -> Optional.of(new Outcome.Expired(e.getReason()));
      case ToolCallCanceled e -> Optional.of(new Outcome.Canceled(e.getReason()));
      default -> Optional.empty(); // under way, or of a newer service
    };
  }

  /// What the view says; empty when the call is under way.
  static Optional<Outcome> of(Call call, Invocation invocation) {
    return isOf(call, invocation) ? of(call) : Optional.of(new Outcome.OtherCall());
  }

  private static Optional<Outcome> of(Call call) {
    String error = Objects.requireNonNullElse(call.error(), "no reason was given");
    return switch (call.status()) {
      case "completed" -> Optional.of(new Outcome.Completed(call.result()));
      case "failed" -> Optional.of(failed(error, call.source(), call.errorCode()));
      case "expired" -> Optional.of(new Outcome.Expired(error));
      case "canceled" -> Optional.of(new Outcome.Canceled(error));
      default -> Optional.empty();
    };
  }

  private static Outcome failed(String error, @Nullable String source, @Nullable String code) {
    if (code == null || DEVICE.equals(source)) {
      return new Outcome.Failed(error, code);
    }
    return switch (code) {
      case "NOT_CONNECTED" -> new Outcome.NotConnected(error);
      case "NOT_DECLARED" -> new Outcome.NotDeclared(error);
      case "DISCONNECTED" -> new Outcome.Left(error);
      default -> new Outcome.Failed(error, code);
    };
  }

  private static boolean isOf(Call call, Invocation invocation) {
    return call.toolName().equals(invocation.tool())
        && invocation.deviceId().equals(call.deviceId())
        && WireJson.json(call.args()).equals(WireJson.json(invocation.args()));
  }
}

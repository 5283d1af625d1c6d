package io.signalbox.dispatcher.call;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Calls as the tests know them.
public final class SampleCalls {
  public static final String TENANT = "acme";
  public static final String RUN = "0198c1f0-0000-7000-8000-000000000001";
  public static final Instant NOON = Instant.parse("2026-01-01T12:00:00.000001Z");

  /// When leases run out that are not renewed; before the deadline of the calls.
  public static final Instant UNTIL = NOON.plusSeconds(30);

  /// When those run out that were renewed.
  static final Instant LATER = NOON.plusSeconds(50);

  public static final Request FOR_DEVICE = request("device");
  public static final Request FOR_SERVER = request("server");

  /// The tool may be called again.
  public static final Request REPEATABLE = request("device", new Handling(true, null, null, null));

  /// Nobody executes it before somebody approves it, at the latest when leases run out.
  public static final Request GUARDED = guarded(Policy.REQUIRE_APPROVAL, UNTIL);

  public static final Request NOW_OR_NEVER = forOne(5L);
  static final Request PATIENT = forOne(null);

  private SampleCalls() {}

  static Request guarded(Policy policy, @Nullable Instant approveBy) {
    return request(
        "device", new Handling(false, null, null, new Guard(policy, approveBy, null, null)));
  }

  static CallCommand decide(String decision, @Nullable String reason) {
    return new CallCommand.DecideApproval(holder(null), decision, "ann", reason);
  }

  private static Request forOne(@Nullable Long asOf) {
    return new Request(
        TENANT,
        RUN,
        "lookup",
        "{\"q\":1}",
        "device",
        NOON,
        NOON.plusSeconds(60),
        "request-1",
        new Addressee("device-1", asOf),
        null);
  }

  static Request request(String target) {
    return request(target, null);
  }

  static Request request(String target, @Nullable Handling handling) {
    return new Request(
        TENANT,
        RUN,
        "lookup",
        "{\"q\":1}",
        target,
        NOON,
        NOON.plusSeconds(60),
        "request-1",
        null,
        handling);
  }

  public static Lease lease(String session, int epoch) {
    return new Lease("device-1", session, epoch, "token-" + epoch, UNTIL);
  }

  static CallCommand request(Request request) {
    return new CallCommand.RequestCall(request);
  }

  static CallCommand offer(String device, String session, int token) {
    return new CallCommand.OfferDevice(TENANT, device, session, "token-" + token, UNTIL);
  }

  static CallCommand reconnect(String session, CallCommand.Memory memory, int token) {
    return new CallCommand.Reconnect("device-1", session, memory, "token-" + token, LATER);
  }

  static CallCommand.Speaker device(String deviceId) {
    return new CallCommand.Speaker(TENANT, RUN, deviceId, null);
  }

  static CallCommand.Speaker holder(@Nullable String token) {
    return new CallCommand.Speaker(TENANT, RUN, null, token);
  }

  static CallCommand cancel() {
    return new CallCommand.CancelCall(TENANT, RUN, "the run was canceled", UNTIL);
  }

  static CallCommand result(String source, @Nullable String device) {
    return new CallCommand.SubmitResult(
        new CallCommand.Speaker(TENANT, RUN, device, null),
        "completed",
        "{\"a\":1}",
        null,
        source,
        null);
  }

  static CallCommand failure(String source, @Nullable String error) {
    return new CallCommand.SubmitResult(holder(null), "failed", null, error, source, null);
  }
}

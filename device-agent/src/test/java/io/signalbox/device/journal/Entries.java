package io.signalbox.device.journal;

import io.signalbox.device.call.CallBook;
import io.signalbox.device.call.CallEntry;
import io.signalbox.device.call.CallRequest;
import io.signalbox.device.call.FailureCode;
import io.signalbox.device.call.Lease;
import io.signalbox.device.call.Outcome;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/// Entries for tests.
final class Entries {
  private static final JsonMapper JSON = JsonMapper.shared();

  private Entries() {}

  static CallRequest request(String callId) {
    return request(callId, "one");
  }

  static CallRequest request(String callId, String lease) {
    return new CallRequest(
        "r1",
        callId,
        "echo",
        JSON.readTree("{\"text\": \"a\\nb\"}"),
        Instant.parse("2026-01-31T12:01:00Z"),
        new Lease(JSON.readTree("\"" + lease + "\""), JSON.readTree("3")));
  }

  /// All entries that a call could have, by number; some cannot follow what is known.
  static CallEntry entry(int kind, String callId) {
    List<CallEntry> all =
        List.of(
            new CallEntry.Received(request(callId)),
            new CallEntry.Received(request(callId, "two")),
            new CallEntry.Started(callId),
            new CallEntry.Finished(callId, new Outcome.Succeeded(JSON.readTree("null"))),
            new CallEntry.Finished(
                callId, new Outcome.Failed(FailureCode.OUTCOME_UNKNOWN, "who knows\u2028")),
            new CallEntry.Acknowledged(callId));
    return all.get(kind);
  }

  static boolean canFollow(CallBook book, CallEntry entry) {
    try {
      book.after(entry);
      return true;
    } catch (IllegalStateException _) {
      return false;
    }
  }
}

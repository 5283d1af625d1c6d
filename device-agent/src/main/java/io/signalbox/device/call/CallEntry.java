package io.signalbox.device.call;

/// A fact about a call. The journal is a list of these.
public sealed interface CallEntry {

  String callId();

  /// The call is known from here on; of a call that is known already: its lease is another one.
  record Received(CallRequest request) implements CallEntry {
    @Override
    public String callId() {
      return request.callId();
    }
  }

  /// From here on the tool may have taken effect.
  record Started(String callId) implements CallEntry {}

  /// The call is over, begun or not.
  record Finished(String callId, Outcome outcome) implements CallEntry {}

  /// Nobody waits for its result any more.
  record Acknowledged(String callId) implements CallEntry {}
}

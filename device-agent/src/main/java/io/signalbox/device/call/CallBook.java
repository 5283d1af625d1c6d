package io.signalbox.device.call;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// All calls that the device knows, in the order of their receipt: those that it holds, and a
/// bounded number of settled ones. Not safe for use by several threads.
public final class CallBook {
  private final Map<String, Call> held = new LinkedHashMap<>();
  private final Map<String, Call> settled = new LinkedHashMap<>();
  private final int remembered;

  /// @param remembered how many settled calls are known, the newest ones
  public CallBook(int remembered) {
    this.remembered = remembered;
  }

  /// The call of that id.
  public Optional<Call> find(String callId) {
    return Optional.ofNullable(get(callId));
  }

  /// What applying the entry would make of its call.
  ///
  /// @throws IllegalStateException when the entry cannot follow what is known
  public Call after(CallEntry entry) {
    return Call.evolve(get(entry.callId()), entry);
  }

  /// Takes the entry in.
  ///
  /// @throws IllegalStateException when it cannot follow what is known
  public void apply(CallEntry entry) {
    Call call = after(entry);
    if (call instanceof Call.Settled) {
      held.remove(entry.callId());
      settled.put(entry.callId(), call);
      forgetOldest();
    } else {
      held.put(entry.callId(), call);
    }
  }

  /// The calls that are not settled.
  public List<Call> held() {
    return List.copyOf(held.values());
  }

  /// The shortest list of entries that makes the same book.
  public List<CallEntry> entries() {
    List<CallEntry> entries = new ArrayList<>();
    Stream.concat(settled.values().stream(), held.values().stream())
        .forEach(call -> addEntries(call, entries));
    return entries;
  }

  private static void addEntries(Call call, List<CallEntry> entries) {
    String callId = call.request().callId();
    entries.add(new CallEntry.Received(call.request()));
    switch (call) {
      case Call.Waiting _ -> {}
      case Call.Running _ -> entries.add(new CallEntry.Started(callId));
      case Call.Finished finished ->
          entries.add(new CallEntry.Finished(callId, finished.outcome()));
      case Call.Settled over -> {
        entries.add(new CallEntry.Finished(callId, over.outcome()));
        entries.add(new CallEntry.Acknowledged(callId));
      }
    }
  }

  private void forgetOldest() {
    if (settled.size() > remembered) {
      settled.remove(settled.keySet().iterator().next());
    }
  }

  private @Nullable Call get(String callId) {
    Call call = held.get(callId);
    return call == null ? settled.get(callId) : call;
  }
}

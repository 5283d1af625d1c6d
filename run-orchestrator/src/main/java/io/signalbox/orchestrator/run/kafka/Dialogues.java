package io.signalbox.orchestrator.run.kafka;

import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/// The dialogues of the runs that are busy, for all tasks of a process together: at most so many
/// bytes, those that were needed last. A task finds only what it has put itself; what one that is
/// gone has left behind is displaced by the others.
final class Dialogues {
  private final long most;
  private final LinkedHashMap<Key, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  /// @param most bytes to keep
  Dialogues(long most) {
    this.most = most;
  }

  /// @param task stands for a task by its identity
  private record Key(Object task, String runId) {}

  /// @param bytes of the dialogue when it was put: it grows in its task's hands
  private record Kept(Dialogue dialogue, long bytes) {}

  synchronized @Nullable Dialogue get(Object task, String runId) {
    Kept found = kept.get(new Key(task, runId));
    return found == null ? null : found.dialogue();
  }

  synchronized void put(Object task, String runId, Dialogue dialogue) {
    remove(task, runId);
    long added = dialogue.bytes();
    kept.put(new Key(task, runId), new Kept(dialogue, added));
    bytes += added;
    while (bytes > most) {
      bytes -= kept.pollFirstEntry().getValue().bytes();
    }
  }

  synchronized void remove(Object task, String runId) {
    Kept found = kept.remove(new Key(task, runId));
    if (found != null) {
      bytes -= found.bytes();
    }
  }

  /// About how much memory they take.
  synchronized long bytes() {
    return bytes;
  }
}

package io.signalbox.orchestrator.run.view;

import io.signalbox.schemas.run.RunCreated;
import io.signalbox.schemas.run.RunDeleted;
import io.signalbox.schemas.run.RunEvent;
import io.signalbox.schemas.run.RunResumed;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a batch of events changes about one run.
final class RunChange {
  private final UUID runId;
  private final List<RunEvent> events = new ArrayList<>();
  private final List<MessageRow> messages = new ArrayList<>();
  private @Nullable RunSummary run;
  private @Nullable Long shownAt;
  private @Nullable RunEvent deletion;
  private int skipped;

  /// @param run the run before; null when there is none
  RunChange(UUID runId, @Nullable RunSummary run) {
    this.runId = runId;
    this.run = run;
  }

  /// Applies the run's next event. One of a run whose beginning is gone from the log and from the
  /// tables is skipped, unless it is the deletion, which needs no run.
  void on(RunEvent event) {
    RunSummary before = run;
    if (event.getPayload() instanceof RunDeleted) {
      delete(event);
    } else if (before != null) {
      if (!before.knows(event)) {
        keep(event, before.on(event));
      }
    } else if (event.getPayload() instanceof RunCreated created) {
      keep(event, RunSummary.created(event.getEnvelope(), created));
    } else {
      skipped++;
    }
  }

  private void keep(RunEvent event, RunSummary after) {
    run = after;
    events.add(event);
    messages.addAll(MessageRow.of(event));
    if (event.getPayload() instanceof RunResumed) {
      long seq = event.getEnvelope().getSeq();
      messages.replaceAll(each -> each.shown(seq));
      shownAt = shownAt == null ? Long.valueOf(seq) : shownAt;
    }
  }

  private void delete(RunEvent event) {
    run = null;
    events.clear();
    messages.clear();
    shownAt = null;
    deletion = event;
  }

  UUID runId() {
    return runId;
  }

  /// The run after the batch; null when there is none.
  @Nullable RunSummary run() {
    return run;
  }

  /// New events, in order.
  List<RunEvent> events() {
    return List.copyOf(events);
  }

  /// New messages, in order.
  List<MessageRow> messages() {
    return List.copyOf(messages);
  }

  /// The seq with which the model was shown what it had not been shown before the batch; null when
  /// it still has not.
  @Nullable Long shownAt() {
    return shownAt;
  }

  /// The event that removed the run; null when none did.
  @Nullable RunEvent deletion() {
    return deletion;
  }

  /// How many events were skipped.
  int skipped() {
    return skipped;
  }
}

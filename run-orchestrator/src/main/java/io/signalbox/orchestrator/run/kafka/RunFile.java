package io.signalbox.orchestrator.run.kafka;

import io.signalbox.orchestrator.run.Run;
import io.signalbox.orchestrator.run.RunEvent;
import io.signalbox.orchestrator.run.Transcript;
import java.time.Instant;

/// All that is kept of a run: its state, on which decisions depend, and what was said.
record RunFile(Run run, Conversation conversation) {

  RunFile after(RunEvent event, Instant at) {
    Conversation more = conversation.with(Transcript.history(event), Transcript.said(run, event));
    if (event instanceof RunEvent.RunCreated created) {
      more = more.with(created.start().config());
    }
    return new RunFile(Run.evolve(run, event, at), more);
  }
}

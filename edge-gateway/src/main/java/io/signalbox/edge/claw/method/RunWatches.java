package io.signalbox.edge.claw.method;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.signalbox.edge.claw.EventFrame;
import io.signalbox.edge.watch.Cursor;
import io.signalbox.edge.watch.RunEventFrame;
import io.signalbox.edge.watch.WatchEndedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A watch of a run as events of the socket: `run` for each event of the run, and `run.end` with a
/// reason and the cursor to come back with.
@Component
final class RunWatches {
  private static final Logger LOGGER = LoggerFactory.getLogger(RunWatches.class);
  private static final String END = "run.end";

  private final Counter sent;

  RunWatches(MeterRegistry meters) {
    this.sent = meters.counter("signalbox.edge.events.sent", "dialect", "claw");
  }

  Flux<EventFrame> events(String runId, Cursor cursor, Flux<RunEventFrame> frames) {
    return Flux.defer(() -> {
      Told told = new Told(runId, cursor);
      return frames
          .map(told::next)
          .concatWith(Mono.fromSupplier(told::end))
          .onErrorResume(failure -> Mono.just(told.broken(failure)));
    });
  }

  /// What one watcher was told.
  private final class Told {
    private final String runId;
    private @Nullable Long last;
    private String reason = "finished";

    Told(String runId, Cursor cursor) {
      this.runId = runId;
      this.last =
          switch (cursor) {
            case Cursor.After after -> (Long) after.seq();
            case Cursor.LiveOnly _ -> null;
          };
    }

    EventFrame next(RunEventFrame frame) {
      last = frame.seq();
      if (frame.isTerminal()) {
        reason = frame.type().substring("run.".length());
      }
      sent.increment();
      return RunCodec.canonical(frame);
    }

    EventFrame end() {
      return EventFrame.of(END, end(JsonMapper.shared().createObjectNode().put("reason", reason)));
    }

    EventFrame broken(Throwable failure) {
      if (failure instanceof WatchEndedException ended) {
        return EventFrame.of(END, end(Failures.broken(ended)));
      }
      LOGGER
          .atError()
          .addKeyValue("runId", runId)
          .setCause(failure)
          .log("a watch of a run failed");
      return EventFrame.of(
          END, end(Failures.details("INTERNAL").put("reason", "Something is wrong on our side")));
    }

    private ObjectNode end(ObjectNode why) {
      why.put("runId", runId);
      if (last != null) {
        why.put("lastSeq", last);
      }
      return why;
    }
  }
}

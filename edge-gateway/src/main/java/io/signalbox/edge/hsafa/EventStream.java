package io.signalbox.edge.hsafa;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.signalbox.edge.hsafa.problem.Problem;
import io.signalbox.edge.hsafa.problem.ProblemCode;
import io.signalbox.edge.hsafa.problem.Problems;
import io.signalbox.edge.watch.Cursor;
import io.signalbox.edge.watch.RunEventFrame;
import io.signalbox.edge.watch.WatchEndedException;
import io.signalbox.edge.watch.WatchSettings;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The bytes of an SSE stream: a comment at once, as headers leave with the first byte; events; a
/// comment now and then; and a reason when it ends before the run does.
@Component
final class EventStream {
  private static final Logger LOGGER = LoggerFactory.getLogger(EventStream.class);
  private static final byte[] HELLO = ": connected\n\n".getBytes(UTF_8);
  private static final byte[] KEEPALIVE = ": keepalive\n\n".getBytes(UTF_8);

  private final Duration keepalive;
  private final Counter sent;

  EventStream(WatchSettings settings, MeterRegistry meters) {
    this.keepalive = settings.keepalive();
    this.sent = meters.counter("signalbox.edge.events.sent", "dialect", "hsafa");
  }

  Flux<byte[]> of(String runId, Flux<RunEventFrame> frames, Cursor cursor) {
    return Flux.defer(() -> {
      AtomicReference<@Nullable Long> last = new AtomicReference<>(start(cursor));
      Sinks.Empty<Void> done = Sinks.empty();
      Flux<byte[]> events =
          frames
              .map(frame -> encoded(frame, last))
              .onErrorResume(failure -> Flux.just(failed(runId, failure, last.get())))
              .doFinally(_ -> done.tryEmitEmpty());
      return Flux.merge(1, events, alive(done)).startWith(HELLO);
    });
  }

  private byte[] encoded(RunEventFrame frame, AtomicReference<@Nullable Long> last) {
    last.set(frame.seq());
    sent.increment();
    return frame.encodedBy(EventJson.SSE);
  }

  private Flux<byte[]> alive(Sinks.Empty<Void> done) {
    return Flux.interval(keepalive)
        .onBackpressureDrop()
        .map(_ -> KEEPALIVE)
        .takeUntilOther(done.asMono());
  }

  private static @Nullable Long start(Cursor cursor) {
    return switch (cursor) {
      case Cursor.After after -> after.seq();
      case Cursor.LiveOnly _ -> null;
    };
  }

  private static byte[] failed(String runId, Throwable failure, @Nullable Long last) {
    Problem problem = Problems.of(failure);
    ObjectNode data = JsonMapper.shared().createObjectNode();
    data.put("error", problem.detail());
    data.put("code", problem.code().wireName());
    data.put("runId", runId);
    if (last != null) {
      data.put("lastId", last.toString());
    }
    problem.extras().forEach(data::putPOJO);
    if (failure instanceof WatchEndedException ended) {
      data.put("code", ended.reason().name());
      if (ended.oldest() > 0) {
        data.put("oldestId", Long.toString(ended.oldest()));
      }
    } else if (problem.code() == ProblemCode.INTERNAL) {
      LOGGER.atError().setCause(failure).log("a stream of events failed");
    }
    return ("event: error\ndata: " + data + "\n\n").getBytes(UTF_8);
  }
}

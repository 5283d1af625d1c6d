package io.signalbox.edge.claw.method;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.signalbox.edge.claw.EventFrame;
import io.signalbox.edge.identity.Principal;
import io.signalbox.edge.watch.RunEventFrame;
import io.signalbox.edge.watch.WatchEndedException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What whoever starts a run hears of it: `agent` for each event, and `chat` for what it says in a
/// session.
@Component
final class RunVoice {
  private static final Logger LOGGER = LoggerFactory.getLogger(RunVoice.class);
  private static final String CHAT = "chat";

  private final RunFollower follower;
  private final Pulse pulse;
  private final MethodSettings settings;
  private final Clock clock;
  private final Counter sent;

  RunVoice(
      RunFollower follower,
      Pulse pulse,
      MethodSettings settings,
      Clock clock,
      MeterRegistry meters) {
    this.follower = follower;
    this.pulse = pulse;
    this.settings = settings;
    this.clock = clock;
    this.sent = meters.counter("signalbox.edge.events.sent", "dialect", "claw");
  }

  /// What is heard of a run.
  private sealed interface Heard {
    record Event(RunEventFrame frame) implements Heard {}

    record Beat() implements Heard {}

    record Failure(Throwable cause) implements Heard {}

    record End() implements Heard {}
  }

  /// The events of a run from its start. They end with the run, or with an `agent` event that says
  /// why they end before it.
  ///
  /// @param sessionKey null = the run is of no session
  Flux<EventFrame> of(Principal principal, UUID runId, @Nullable String sessionKey) {
    return Flux.defer(() -> {
      Telling telling = new Telling(runId.toString(), sessionKey);
      Flux<Heard> events =
          follower
              .events(principal, runId, 0)
              .<Heard>map(Heard.Event::new)
              .onErrorResume(failure -> Mono.just(new Heard.Failure(failure)))
              .concatWith(Mono.just(new Heard.End()));
      Flux<Heard> beats = pulse.beats().map(_ -> new Heard.Beat());
      return (sessionKey == null ? events : Flux.merge(1, events, beats))
          .takeUntil(Heard.End.class::isInstance)
          .concatMapIterable(telling::of, 1);
    });
  }

  /// Tells one listener of one run; one thing at a time.
  private final class Telling {
    private final String runId;
    private final @Nullable String sessionKey;
    private final @Nullable ChatText chat;
    private long last;

    Telling(String runId, @Nullable String sessionKey) {
      this.runId = runId;
      this.sessionKey = sessionKey;
      this.chat =
          sessionKey == null
              ? null
              : new ChatText(runId, sessionKey, settings.chatInterval().toNanos());
    }

    List<EventFrame> of(Heard heard) {
      return switch (heard) {
        case Heard.Event event -> event(event.frame());
        case Heard.Beat _ -> chat == null ? List.of() : chat(chat.due(System.nanoTime()));
        case Heard.Failure failure -> List.of(broken(failure.cause()));
        case Heard.End _ -> List.of();
      };
    }

    private List<EventFrame> event(RunEventFrame frame) {
      last = frame.seq();
      sent.increment();
      List<EventFrame> told = new ArrayList<>();
      told.add(RunCodec.agent(frame, sessionKey));
      if (chat != null) {
        told.addAll(chat(chat.on(frame, System.nanoTime())));
      }
      return told;
    }

    private List<EventFrame> chat(Optional<ObjectNode> payload) {
      return payload.map(each -> EventFrame.of(CHAT, each)).stream().toList();
    }

    private EventFrame broken(Throwable failure) {
      ObjectNode why =
          failure instanceof WatchEndedException ended
              ? Failures.broken(ended)
              : Failures.details("INTERNAL").put("reason", "Something is wrong on our side");
      if (!(failure instanceof WatchEndedException)) {
        LOGGER
            .atError()
            .addKeyValue("runId", runId)
            .setCause(failure)
            .log("what a run says cannot be told");
      }
      why.put("lastSeq", last);
      return EventFrame.of(
          RunCodec.AGENT, AgentEvents.broken(runId, last, clock.millis(), why));
    }
  }

  /// An answer with the id of a run.
  static ObjectNode answer(UUID runId, String status) {
    return JsonMapper.shared()
        .createObjectNode()
        .put("runId", runId.toString())
        .put("status", status);
  }
}

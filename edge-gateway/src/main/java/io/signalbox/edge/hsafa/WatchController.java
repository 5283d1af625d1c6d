package io.signalbox.edge.hsafa;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.signalbox.edge.identity.Principal;
import io.signalbox.edge.json.FieldError;
import io.signalbox.edge.json.InvalidInputException;
import io.signalbox.edge.watch.Cursor;
import io.signalbox.edge.watch.RunEventFrame;
import io.signalbox.edge.watch.RunWatcher;
import io.signalbox.edge.watch.WatchSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.JsonNodeFactory;

/// A run's events, as a list of what is there or as a stream that goes on.
@RestController
@RequestMapping("/api/runs/{id}")
final class WatchController {
  private static final int MOST_EVENTS = 100_000;

  private final RunWatcher watcher;
  private final EventStream stream;
  private final WatchSettings settings;

  WatchController(RunWatcher watcher, EventStream stream, WatchSettings settings) {
    this.watcher = watcher;
    this.stream = stream;
    this.settings = settings;
  }

  @GetMapping("/stream")
  Mono<Void> stream(
      @RequestAttribute(Principal.ATTRIBUTE) Principal principal,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String since,
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
      ServerWebExchange exchange) {
    String runId = PathIds.of("a run", id).toString();
    Cursor cursor = Cursor.parse(runId, since == null || since.isBlank() ? lastEventId : since);
    return watcher
        .watch(principal.tenant(), runId, cursor)
        .flatMap(frames -> write(exchange, stream.of(runId, frames, cursor)));
  }

  @GetMapping("/events")
  Mono<Void> events(
      @RequestAttribute(Principal.ATTRIBUTE) Principal principal,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String since,
      @RequestParam(required = false) @Nullable String limit,
      ServerWebExchange exchange) {
    String runId = PathIds.of("a run", id).toString();
    Cursor cursor = Cursor.parse(runId, since);
    return watcher
        .stored(principal.tenant(), runId, cursor, limit(limit))
        .flatMap(frames -> write(exchange.getResponse(), frames));
  }

  private Mono<Void> write(ServerWebExchange exchange, Flux<byte[]> bytes) {
    StuckStreams.cutOff(exchange.getRequest(), settings.stuckAfter());
    ServerHttpResponse response = exchange.getResponse();
    HttpHeaders headers = response.getHeaders();
    headers.setContentType(MediaType.TEXT_EVENT_STREAM);
    headers.setCacheControl("no-cache");
    headers.set("X-Accel-Buffering", "no");
    return response.writeAndFlushWith(
        bytes.map(each -> Mono.just(response.bufferFactory().wrap(each))));
  }

  /// Writes a list as it is read. Its first bytes leave with the first event, so that a failure
  /// before it can still become a problem.
  private static Mono<Void> write(ServerHttpResponse response, Flux<RunEventFrame> frames) {
    response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
    DataBufferFactory buffers = response.bufferFactory();
    Flux<DataBuffer> events =
        frames
            .index((index, frame) -> (index == 0 ? "{\"events\":[" : ",") + EventJson.of(frame))
            .switchIfEmpty(Mono.just("{\"events\":["))
            .concatWithValues("]}")
            .map(text -> buffers.wrap(text.getBytes(UTF_8)));
    return response.writeWith(events);
  }

  private static long limit(@Nullable String text) {
    if (text == null) {
      return Long.MAX_VALUE;
    }
    if (text.matches("[0-9]{1,6}")
        && Integer.parseInt(text) >= 1
        && Integer.parseInt(text) <= MOST_EVENTS) {
      return Integer.parseInt(text);
    }
    throw new InvalidInputException(
        List.of(
            new FieldError(
                "limit",
                JsonNodeFactory.instance.stringNode(text),
                "a whole number from 1 to " + MOST_EVENTS)));
  }
}

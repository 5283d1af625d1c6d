package io.signalbox.testkit.arch.planted.clean.order.web;

import io.signalbox.schemas.run.RunEvent;
import io.signalbox.schemas.topic.Topics;
import io.signalbox.testkit.arch.planted.clean.order.kafka.OrderEvents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Returns its stream and reads events that others made.
@RestController
public final class OrderController {
  private static final Logger LOGGER = LoggerFactory.getLogger(OrderController.class);

  private final OrderEvents events;

  /// Says what it needs.
  public OrderController(OrderEvents events) {
    this.events = events;
  }

  /// Not blocking.
  public Mono<String> read(Mono<RunEvent> event) {
    LOGGER.atInfo().addKeyValue("topic", Topics.RUN_EVENTS.name()).log("reading");
    return event.map(each -> each.getPayload() + events.toString());
  }
}

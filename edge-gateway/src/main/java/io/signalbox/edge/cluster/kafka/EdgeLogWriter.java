package io.signalbox.edge.cluster.kafka;

import io.signalbox.edge.cluster.EdgeLog;
import io.signalbox.edge.cluster.EdgeView;
import io.signalbox.edge.cluster.EdgeWord;
import io.signalbox.kit.kafka.RecordSender;
import io.signalbox.schemas.edge.EdgeEvent;
import io.signalbox.schemas.topic.Topics;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Writes what this edge tells the others.
@Component
final class EdgeLogWriter implements EdgeLog {
  private static final Logger LOGGER = LoggerFactory.getLogger(EdgeLogWriter.class);

  private final RecordSender sender;

  EdgeLogWriter(RecordSender sender) {
    this.sender = sender;
  }

  @Override
  public CompletableFuture<Void> tell(EdgeView view, Instant now) {
    return send(view.edgeId(), EdgeRecords.of(view, now));
  }

  @Override
  public CompletableFuture<Void> tell(EdgeWord word, String edgeId, Instant now) {
    return send(edgeId, EdgeRecords.of(word, edgeId, now));
  }

  private CompletableFuture<Void> send(String edgeId, EdgeEvent event) {
    return sender
        .send(Topics.EDGE_EVENTS, edgeId, event)
        .handle((_, failure) -> {
          if (failure != null) {
            LOGGER
                .atWarn()
                .addKeyValue("topic", Topics.EDGE_EVENTS.name())
                .addKeyValue("cause", String.valueOf(failure.getMessage()))
                .log("other edges could not be told");
          }
          return null;
        });
  }
}

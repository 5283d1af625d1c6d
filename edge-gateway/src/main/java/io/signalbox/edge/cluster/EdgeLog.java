package io.signalbox.edge.cluster;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/// Where edges write for each other. Nothing fails: what could not be written is logged.
public interface EdgeLog {

  /// Tells the others how this edge is.
  CompletableFuture<Void> tell(EdgeView view, Instant now);

  /// Tells the clients of all edges, those of this one included, which hear it the same way.
  CompletableFuture<Void> tell(EdgeWord word, String edgeId, Instant now);
}

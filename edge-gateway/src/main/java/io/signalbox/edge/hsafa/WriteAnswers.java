package io.signalbox.edge.hsafa;

import io.signalbox.edge.commands.Written;
import io.signalbox.edge.hsafa.problem.ProblemException;
import io.signalbox.edge.hsafa.problem.Problems;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.springframework.http.ResponseEntity;

/// HTTP answers to writes.
final class WriteAnswers {
  private WriteAnswers() {}

  /// Answers what came of a write: as `done` says, 202 when nobody can say yet, or a problem.
  ///
  /// @param location where the result is, or will be
  /// @param ids what a client needs in order to look for it
  static <T> ResponseEntity<Map<String, ?>> of(
      Written<T> written,
      URI location,
      Map<String, ?> ids,
      Function<Written.Done<T>, ResponseEntity<Map<String, ?>>> done) {
    return switch (written) {
      case Written.Done<T> seen -> done.apply(seen);
      case Written.Pending<T> _ -> pending(location, ids);
      case Written.Refused<T> refused ->
          throw new ProblemException(Problems.refused(refused.code(), refused.reason()));
    };
  }

  /// Durable, but not seen yet.
  static ResponseEntity<Map<String, ?>> pending(URI location, Map<String, ?> ids) {
    Map<String, Object> body = new LinkedHashMap<>(ids);
    body.put("status", "pending");
    return ResponseEntity.accepted().location(location).body(body);
  }
}

package io.signalbox.edge.hsafa;

import io.signalbox.edge.json.Fields;
import io.signalbox.edge.json.JsonInput;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/// Reads request bodies.
final class Bodies {
  private static final byte[] EMPTY = {};
  private static final byte[] NO_FIELDS = {'{', '}'};

  private Bodies() {}

  /// Parses a body and reads its fields.
  ///
  /// @param reader makes a request of the fields; what it has noted as wrong is thrown afterwards
  static <T> Mono<T> read(Mono<byte[]> body, Function<Fields, T> reader) {
    return body.defaultIfEmpty(EMPTY).map(bytes -> fields(bytes, reader));
  }

  /// As [#read], but no body at all is an object without fields.
  static <T> Mono<T> readOptional(Mono<byte[]> body, Function<Fields, T> reader) {
    return body.filter(bytes -> bytes.length > 0)
        .defaultIfEmpty(NO_FIELDS)
        .map(bytes -> fields(bytes, reader));
  }

  private static <T> T fields(byte[] bytes, Function<Fields, T> reader) {
    Fields fields = Fields.of(JsonInput.object(bytes, "body"));
    T request = reader.apply(fields);
    fields.check();
    return request;
  }
}

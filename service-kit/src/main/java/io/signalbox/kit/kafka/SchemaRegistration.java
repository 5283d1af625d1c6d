package io.signalbox.kit.kafka;

import io.signalbox.schemas.serde.PlainSchemas;
import io.signalbox.schemas.topic.Topic;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.apache.avro.specific.SpecificData;
import tools.jackson.databind.json.JsonMapper;

/// Registers the schemas that a service writes and reads, before it writes or reads anything.
///
/// A schema that breaks the readers of older records is refused here, at start, with the registry's
/// reason, rather than in the middle of traffic.
final class SchemaRegistration {
  private static final int OK = 200;

  private final RegistrySettings settings;
  private final HttpClient http;

  SchemaRegistration(RegistrySettings settings) {
    this.settings = settings;
    this.http = HttpClient.newBuilder().connectTimeout(settings.timeout()).build();
  }

  /// Registers the value schema of a topic. Registering it again changes nothing.
  ///
  /// @throws IOException when the registry cannot be reached: try again
  /// @throws IllegalStateException when it refuses the schema
  void register(Topic<?> topic) throws IOException, InterruptedException {
    String subject = topic.name() + "-value";
    String schema = PlainSchemas.of(SpecificData.get().getSchema(topic.value())).toString();
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(settings.subjects() + "/subjects/" + subject + "/versions"))
            .timeout(settings.timeout())
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .POST(
                BodyPublishers.ofString(
                    JsonMapper.shared().writeValueAsString(Map.of("schema", schema))))
            .build();
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() >= 500) {
      throw new IOException(
          "The schema registry answered " + answer.statusCode() + " for " + subject);
    }
    if (answer.statusCode() != OK) {
      throw new IllegalStateException(
          "Expected the schema registry to accept the schema of %s, but it answered %d: %s"
              .formatted(subject, answer.statusCode(), answer.body()));
    }
  }
}

package io.signalbox.kit.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.signalbox.schemas.Envelope;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;

/// What all value records have in common: an envelope, and mostly a payload.
public final class WireRecords {
  private WireRecords() {}

  /// The envelope of a record.
  public static Envelope envelope(SpecificRecord record) {
    return (Envelope) field(record, "envelope");
  }

  /// The payload of a record: of a class of ours, or generic when a newer writer sent one that we
  /// do not know. Either way it has its schema, which says what it is called and how it looks.
  public static IndexedRecord payload(SpecificRecord record) {
    return (IndexedRecord) field(record, "payload");
  }

  /// Whether we have a class for what a record carries. False means that its writer is newer than
  /// we are: a command of that kind cannot be decided here, and an event says nothing that we could
  /// act upon, but both can be shown and passed to people.
  public static boolean isKnown(SpecificRecord record) {
    return record.getSchema().getField("payload") == null
        || payload(record) instanceof SpecificRecord;
  }

  /// The dotted name of the fact that a record carries, or the name of what it asks for.
  public static String type(SpecificRecord record) {
    Schema schema =
        record.getSchema().getField("payload") == null
            ? record.getSchema()
            : payload(record).getSchema();
    String dotted = schema.getProp("eventType");
    return dotted == null ? schema.getName() : dotted;
  }

  /// Repeats the envelope in CloudEvents binary form, so that tools can route without decoding.
  ///
  /// @see <a href="https://github.com/cloudevents/spec">CloudEvents 1.0, Kafka binding</a>
  static void addHeaders(Headers headers, SpecificRecord record, String source) {
    Envelope envelope = envelope(record);
    put(headers, "ce_specversion", "1.0");
    put(headers, "ce_id", envelope.getEventId().toString());
    put(headers, "ce_type", type(record));
    put(headers, "ce_source", "/signalbox/" + source);
    put(headers, "ce_time", envelope.getOccurredAt().toString());
    put(headers, "ce_subject", envelope.getAggregateId());
    put(headers, "ce_sequence", "%019d".formatted(envelope.getSeq()));
    put(headers, "ce_tenantid", envelope.getTenantId());
    if (envelope.getTraceparent() != null) {
      put(headers, "traceparent", envelope.getTraceparent());
    }
  }

  private static void put(Headers headers, String name, String value) {
    headers.remove(name);
    headers.add(name, value.getBytes(UTF_8));
  }

  private static Object field(SpecificRecord record, String name) {
    Schema.Field field = record.getSchema().getField(name);
    if (field == null) {
      throw new IllegalArgumentException(
          "Expected a record with the field '%s', but got %s"
              .formatted(name, record.getSchema().getFullName()));
    }
    return record.get(field.pos());
  }
}

package io.signalbox.schemas.release;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/// Makes up a value for any of our schemas: the same schema gives the same value, on every machine.
public final class Samples {
  /// How much of a record is given.
  public enum Kind {
    /// Every optional field has a value, every list two items.
    FULL,
    /// Every optional field is absent, every list empty.
    BARE
  }

  private static final Instant START = Instant.parse("2026-01-02T03:04:05.678901Z");
  private static final String JSON =
      "{\"text\":\"J\u00fcrgen \u6f22 \ud83d\ude80\",\"list\":[1,2.5,null,true],\"at\":\"%s\"}";

  private final Kind kind;
  private final Schema payload;

  private Samples(Kind kind, Schema payload) {
    this.kind = kind;
    this.payload = payload;
  }

  /// A value record with the given payload, where it has a union of payloads.
  public static GenericRecord of(Schema value, Schema payload, Kind kind) {
    return new Samples(kind, payload).record(value, value.getName());
  }

  /// The records that a value can carry; the value itself when it carries none.
  public static List<Schema> payloads(Schema value) {
    Schema.Field field = value.getField("payload");
    return field == null ? List.of(value) : field.schema().getTypes();
  }

  private GenericRecord record(Schema schema, String path) {
    GenericRecord record = new GenericData.Record(schema);
    for (Schema.Field field : schema.getFields()) {
      record.put(field.pos(), field(field, path + "." + field.name()));
    }
    return record;
  }

  private @Nullable Object field(Schema.Field field, String path) {
    boolean json = Boolean.TRUE.equals(field.getObjectProp("json"));
    boolean given = kind == Kind.FULL || !field.schema().isNullable();
    return json && given ? JSON.formatted(path) : value(field.schema(), path);
  }

  private @Nullable Object value(Schema schema, String path) {
    return switch (schema.getType()) {
      case RECORD -> record(schema, path);
      case UNION -> union(schema, path);
      case ARRAY -> array(schema, path);
      case STRING -> text(schema, path);
      case LONG ->
          LogicalTypes.timestampMicros().equals(schema.getLogicalType())
              ? micros(path)
              : number(path) << 20;
      case INT -> (int) number(path);
      case DOUBLE -> number(path) + 0.25;
      case BOOLEAN -> kind == Kind.FULL;
      case NULL -> null;
      case MAP, ENUM, FIXED, BYTES, FLOAT ->
          throw new IllegalStateException("No sample of " + schema.getType() + " at " + path);
    };
  }

  private @Nullable Object union(Schema union, String path) {
    if (union.isNullable()) {
      return kind == Kind.BARE ? null : value(union.getTypes().getLast(), path);
    }
    return record(payload, payload.getName());
  }

  private List<@Nullable Object> array(Schema array, String path) {
    List<@Nullable Object> items = new GenericData.Array<>(2, array);
    if (kind == Kind.FULL) {
      items.add(value(array.getElementType(), path + "[0]"));
      items.add(value(array.getElementType(), path + "[1]"));
    }
    return items;
  }

  private static String text(Schema schema, String path) {
    return LogicalTypes.uuid().equals(schema.getLogicalType())
        ? UUID.nameUUIDFromBytes(path.getBytes(UTF_8)).toString()
        : path + " \u00e4\u6f22\ud83d\ude80";
  }

  private static long micros(String path) {
    Instant time = START.plusSeconds(number(path));
    return time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;
  }

  /// Between 1 and 10,000.
  private static long number(String path) {
    CRC32 sum = new CRC32();
    sum.update(path.getBytes(UTF_8));
    return sum.getValue() % 10_000 + 1;
  }
}

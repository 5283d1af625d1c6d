package io.signalbox.schemas.serde;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/// Schemas without the properties that only Java's generated classes need.
///
/// The generator writes `avro.java.string` into each class's schema. A registry would take that for
/// another schema than the one in the source file and keep two versions of the same thing.
public final class PlainSchemas {
  private static final ConcurrentMap<Schema, Schema> CACHE = new ConcurrentHashMap<>();

  private PlainSchemas() {}

  /// The schema as it stands in the source file, documentation and our own properties included.
  public static Schema of(Schema generated) {
    return CACHE.computeIfAbsent(generated, PlainSchemas::strip);
  }

  private static Schema strip(Schema generated) {
    String json = generated.toString();
    String marker = ",\"" + GenericData.STRING_PROP + "\":\"String\"";
    return new Schema.Parser().parse(json.replace(marker, ""));
  }

  /// Whether a field holds JSON text.
  public static boolean isJson(JsonProperties field) {
    return Boolean.TRUE.equals(field.getObjectProp("json"));
  }

  /// Whether a field is for the services alone and hidden from watchers.
  public static boolean isInternal(JsonProperties field) {
    return Boolean.TRUE.equals(field.getObjectProp("internal"));
  }
}

package io.signalbox.schemas.serde;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericData.StringType;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads records of a writer that knows more payloads than we do, as one does during a rolling
/// upgrade: a payload without a class of ours is kept as a generic record under the writer's
/// schema, with all that the schema says of it (event type, JSON fields, internal fields). The
/// value around it and all other payloads are read as ever.
///
/// By itself Avro fails on such a record, or worse: it takes the payload for the first of ours
/// whose fields fit, and a record whose fields all have defaults fits anything.
///
/// This gives the reader what it lacks: our schema with the writer's unknown payloads at the end of
/// its union. Records within such a payload are generic too, even those that we have a class for:
/// the writer may have given them new fields.
final class UnknownPayloads {
  private static final Logger LOGGER = LoggerFactory.getLogger(UnknownPayloads.class);
  private static final String PAYLOAD = "payload";

  private UnknownPayloads() {}

  /// A reader for what is written under this schema; empty when we know all of its payloads, and
  /// Avro's own and faster reader does.
  static <T> Optional<DatumReader<T>> reader(Schema writer) {
    Class<?> type = SpecificData.get().getClass(writer);
    if (type == null || payloads(writer).isEmpty()) {
      return Optional.empty();
    }
    Schema ours = SpecificData.get().getSchema(type);
    List<Schema> unknown = unknown(writer, ours);
    if (unknown.isEmpty()) {
      return Optional.empty();
    }
    LOGGER
        .atWarn()
        .addKeyValue("record", ours.getName())
        .addKeyValue("payloads", unknown.stream().map(Schema::getName).toList())
        .log("payloads of a newer writer");
    return Optional.of(
        new SpecificDatumReader<>(
            writer, with(ours, unknown), new Data(SpecificData.getForClass(type), unknown)));
  }

  /// Copies of the writer's payloads that are not in our union, as we may not change its own.
  private static List<Schema> unknown(Schema writer, Schema ours) {
    Set<String> known = new HashSet<>();
    for (Schema payload : payloads(ours)) {
      known.add(payload.getFullName());
      known.addAll(payload.getAliases());
    }
    List<Schema> unknown =
        payloads(new Schema.Parser().parse(writer.toString())).stream()
            .filter(payload -> !known.contains(payload.getFullName()))
            .toList();
    return payloads(ours).isEmpty() ? List.of() : unknown;
  }

  private static List<Schema> payloads(Schema value) {
    Schema.Field field = value.getType() == Schema.Type.RECORD ? value.getField(PAYLOAD) : null;
    return field == null || !field.schema().isUnion() ? List.of() : field.schema().getTypes();
  }

  private static Schema with(Schema ours, List<Schema> unknown) {
    List<Schema> union = new ArrayList<>(payloads(ours));
    union.addAll(unknown);
    List<Schema.Field> fields = new ArrayList<>();
    for (Schema.Field field : ours.getFields()) {
      boolean grows = field.name().equals(PAYLOAD);
      fields.add(new Schema.Field(field, grows ? Schema.createUnion(union) : field.schema()));
    }
    return Schema.createRecord(
        ours.getName(), ours.getDoc(), ours.getNamespace(), ours.isError(), fields);
  }

  /// Our classes and their conversions, but none for the schemas of unknown payloads.
  private static final class Data extends SpecificData {
    private final Set<Schema> foreign = Collections.newSetFromMap(new IdentityHashMap<>());

    Data(SpecificData ours, List<Schema> unknown) {
      super(ours.getClassLoader());
      ours.getConversions().forEach(this::addLogicalTypeConversion);
      unknown.forEach(this::enter);
    }

    @Override
    @SuppressWarnings("rawtypes") // as Avro declares it
    public @Nullable Class getClass(Schema schema) {
      return foreign.contains(schema) ? null : super.getClass(schema);
    }

    private void enter(Schema schema) {
      switch (schema.getType()) {
        case RECORD -> {
          if (foreign.add(schema)) {
            schema.getFields().forEach(field -> enter(field.schema()));
          }
        }
        case ENUM, FIXED -> foreign.add(schema);
        case UNION -> schema.getTypes().forEach(this::enter);
        case ARRAY -> enter(schema.getElementType());
        case MAP -> {
          asJavaString(schema);
          enter(schema.getValueType());
        }
        case STRING -> asJavaString(schema);
        case BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> {}
      }
    }

    /// As our classes hold text. A schema may be met twice, and takes a property once.
    private static void asJavaString(Schema schema) {
      if (schema.getProp(GenericData.STRING_PROP) == null) {
        GenericData.setStringType(schema, StringType.String);
      }
    }
  }
}

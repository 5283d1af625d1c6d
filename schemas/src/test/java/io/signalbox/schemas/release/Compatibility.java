package io.signalbox.schemas.release;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;
import org.jspecify.annotations.Nullable;

/// Whether readers of one schema can read what was written under another, and mean the same by it.
///
/// Avro's own check names only the union that a broken record is in, so each record is compared on
/// its own too; and it does not look at logical types and event types, which change the meaning of
/// bytes without changing whether they can be read.
final class Compatibility {
  private final List<String> problems = new ArrayList<>();
  private final String topic;

  private Compatibility(String topic) {
    this.topic = topic;
  }

  /// What is wrong, a line for each problem: topic, record, path within it, reason. Empty =
  /// nothing.
  ///
  /// @param reader null when the topic is no longer in the catalogue
  static List<String> problems(String topic, @Nullable Schema reader, Schema writer) {
    var check = new Compatibility(topic);
    if (reader == null) {
      check.add(writer, "", "the topic is gone from the catalogue");
    } else {
      check.compare(reader, writer);
    }
    return List.copyOf(check.problems);
  }

  /// What keeps a reader of an older schema from a newer writer's records. Payloads that the older
  /// one does not know are none of it: its reader keeps them as they are.
  static List<String> forwardProblems(String topic, Schema older, Schema newer) {
    var check = new Compatibility(topic);
    Map<String, Schema> written = records(newer);
    records(older)
        .forEach((name, reader) -> {
          Schema writer = written.get(name);
          if (writer != null && !name.equals(older.getFullName())) {
            check.compareRecord(reader, writer);
          }
        });
    for (Schema.Field field : older.getFields()) {
      if (newer.getField(field.name()) == null && !field.hasDefaultValue()) {
        check.add(older, "/fields/" + field.name(), "older readers need this field");
      }
    }
    return List.copyOf(check.problems);
  }

  private void compare(Schema reader, Schema writer) {
    Map<String, Schema> known = records(reader);
    records(writer)
        .forEach((name, then) -> {
          Schema now = known.get(name);
          if (now != null) {
            compareRecord(now, then);
          }
        });
  }

  private void compareRecord(Schema now, Schema then) {
    for (Incompatibility found :
        SchemaCompatibility.checkReaderWriterCompatibility(now, then)
            .getResult()
            .getIncompatibilities()) {
      add(then, found.getLocation(), found.getType() + ": " + found.getMessage());
    }
    expectSame(then, "/eventType", then.getProp("eventType"), now.getProp("eventType"));
    for (Schema.Field field : then.getFields()) {
      Schema.Field today = now.getField(field.name());
      if (today != null) {
        String path = "/fields/" + field.name();
        expectSame(then, path, logicalTypes(field.schema()), logicalTypes(today.schema()));
      }
    }
  }

  private void expectSame(Schema record, String path, @Nullable Object then, @Nullable Object now) {
    if (!Objects.equals(then, now)) {
      add(record, path, "MEANING_CHANGED: was " + then + ", is " + now);
    }
  }

  private void add(Schema record, String path, String reason) {
    problems.add("%s: %s at %s: %s".formatted(topic, record.getFullName(), path, reason));
  }

  private static Set<String> logicalTypes(Schema schema) {
    Set<String> found = new TreeSet<>();
    switch (schema.getType()) {
      case UNION -> schema.getTypes().forEach(each -> found.addAll(logicalTypes(each)));
      case ARRAY -> found.addAll(logicalTypes(schema.getElementType()));
      case MAP -> found.addAll(logicalTypes(schema.getValueType()));
      case RECORD, ENUM, FIXED, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> {
        LogicalType type = schema.getLogicalType();
        if (type != null) {
          found.add(type.getName());
        }
      }
    }
    return found;
  }

  /// Every record within a schema by name, inner ones before those around them.
  static Map<String, Schema> records(Schema schema) {
    Map<String, Schema> found = new LinkedHashMap<>();
    collect(schema, found, new TreeSet<>());
    return found;
  }

  private static void collect(Schema schema, Map<String, Schema> found, Set<String> entered) {
    switch (schema.getType()) {
      case RECORD -> {
        if (entered.add(schema.getFullName())) {
          schema.getFields().forEach(field -> collect(field.schema(), found, entered));
          found.put(schema.getFullName(), schema);
        }
      }
      case UNION -> schema.getTypes().forEach(each -> collect(each, found, entered));
      case ARRAY -> collect(schema.getElementType(), found, entered);
      case MAP -> collect(schema.getValueType(), found, entered);
      case ENUM, FIXED, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> {}
    }
  }
}

package io.signalbox.schemas.serde;

import io.apicurio.registry.serde.avro.DefaultAvroDatumProvider;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificRecord;

/// Tells Apicurio's serde to write under the plain schema, to trust our classes, to pass on
/// payloads that we do not know, and to copy what is encoded already.
///
/// Keeps readers and writers by schema: its own cache takes the fingerprint of the whole schema for
/// every record, which costs ten times as much as reading or writing the record.
///
/// @see PlainSchemas
/// @see UnknownPayloads
/// @see EncodedWriter
public final class PlainDatumProvider<T> extends DefaultAvroDatumProvider<T> {
  static {
    TrustedClasses.install();
  }

  private final ConcurrentMap<Schema, DatumReader<T>> readers = new ConcurrentHashMap<>();
  private final ConcurrentMap<Schema, DatumWriter<T>> writers = new ConcurrentHashMap<>();

  @Override
  public Schema toSchema(T data) {
    return PlainSchemas.of(super.toSchema(data));
  }

  @Override
  public DatumReader<T> createDatumReader(Schema writer) {
    return readers.computeIfAbsent(
        writer,
        each -> UnknownPayloads.<T>reader(each).orElseGet(() -> super.createDatumReader(each)));
  }

  @Override
  public DatumWriter<T> createDatumWriter(T data, Schema schema) {
    return writers.computeIfAbsent(
        schema,
        each ->
            data instanceof SpecificRecord
                ? new EncodedWriter<>(each)
                : super.createDatumWriter(data, each));
  }
}

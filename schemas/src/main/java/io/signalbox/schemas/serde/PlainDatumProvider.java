package io.signalbox.schemas.serde;

import io.apicurio.registry.serde.avro.DefaultAvroDatumProvider;
import org.apache.avro.Schema;

/// Tells Apicurio's serde to write under the plain schema and to trust our classes.
///
/// @see PlainSchemas
public final class PlainDatumProvider<T> extends DefaultAvroDatumProvider<T> {
  static {
    TrustedClasses.install();
  }

  @Override
  public Schema toSchema(T data) {
    return PlainSchemas.of(super.toSchema(data));
  }
}

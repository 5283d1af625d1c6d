package io.signalbox.schemas.serde;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.Encoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/// Writes records as Avro does, but copies what is encoded already.
///
/// @see EncodedList
public final class EncodedWriter<T> extends SpecificDatumWriter<T> {

  /// @param schema of the records
  public EncodedWriter(Schema schema) {
    super(schema);
  }

  /// @param data how the records' classes are to be understood
  public EncodedWriter(Schema schema, SpecificData data) {
    super(schema, data);
  }

  @Override
  protected void writeArray(Schema schema, Object datum, Encoder out) throws IOException {
    if (datum instanceof EncodedList<? extends SpecificRecord> list
        && out instanceof BinaryEncoder) {
      list.writeTo(out);
    } else {
      super.writeArray(schema, datum, out);
    }
  }
}

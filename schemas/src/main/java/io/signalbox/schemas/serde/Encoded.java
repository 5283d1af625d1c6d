package io.signalbox.schemas.serde;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/// Records of one type as they stand on the wire, one behind the other: encoded once, written as
/// often as wanted. Never changes, and is never stored: its bytes say nothing of their schema.
///
/// @see EncodedList
public final class Encoded<T extends SpecificRecord> {
  /// Streams in memory double their bytes when they are full. What is longer than this is written
  /// in two pieces, the first a little longer, so that the second makes room for what follows, too.
  private static final int LONG = 4_096;

  private static final int ROOM = 1_024;

  private final Schema schema;
  private final int count;
  private final byte[] bytes;
  private final int start;
  private final int end;

  /// @param bytes of which those from start to end never change
  Encoded(Schema schema, int count, byte[] bytes, int start, int end) {
    this.schema = schema;
    this.count = count;
    this.bytes = bytes;
    this.start = start;
    this.end = end;
  }

  /// Encodes records.
  public static <T extends SpecificRecord> Encoded<T> of(Class<T> type, List<T> records) {
    Schema schema = SpecificData.get().getSchema(type);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    SpecificDatumWriter<T> writer = new SpecificDatumWriter<>(schema);
    try {
      for (T record : records) {
        writer.write(record, encoder);
      }
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // there is no I/O in memory
    }
    return new Encoded<>(schema, records.size(), out.toByteArray(), 0, out.size());
  }

  /// How many records these are.
  public int count() {
    return count;
  }

  /// How many bytes they have.
  public int length() {
    return end - start;
  }

  Schema schema() {
    return schema;
  }

  void copyTo(byte[] target, int at) {
    System.arraycopy(bytes, start, target, at, length());
  }

  /// The records again.
  List<T> decoded() {
    BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, start, length(), null);
    SpecificDatumReader<T> reader = new SpecificDatumReader<>(schema);
    List<T> records = new ArrayList<>(count);
    try {
      for (int i = 0; i < count; i++) {
        records.add(reader.read(null, decoder));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return records;
  }

  void writeTo(Encoder out) throws IOException {
    int first = length() > LONG ? length() / 2 + ROOM : length();
    out.writeFixed(bytes, start, first);
    out.writeFixed(bytes, start + first, length() - first);
  }
}

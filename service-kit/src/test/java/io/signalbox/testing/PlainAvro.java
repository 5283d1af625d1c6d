package io.signalbox.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.signalbox.schemas.serde.EncodedWriter;
import io.signalbox.schemas.serde.WireSerdes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/// Real Avro without a registry, for topologies under a test driver: the name of the class stands
/// before the bytes.
public final class PlainAvro {
  private PlainAvro() {}

  /// Serdes of this kind.
  public static WireSerdes serdes() {
    return new WireSerdes(
        Map.of(
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, Writer.class,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, Reader.class));
  }

  /// Writes the class name and the record.
  public static final class Writer implements Serializer<SpecificRecord> {
    @Override
    public byte @Nullable [] serialize(String topic, @Nullable SpecificRecord record) {
      if (record == null) {
        return null;
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try {
        new DataOutputStream(bytes).writeUTF(record.getClass().getName());
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new EncodedWriter<>(record.getSchema(), data(record.getClass())).write(record, encoder);
        encoder.flush();
      } catch (IOException e) {
        throw new SerializationException(e);
      }
      return bytes.toByteArray();
    }
  }

  /// Reads what [Writer] wrote.
  public static final class Reader implements Deserializer<SpecificRecord> {
    @Override
    public @Nullable SpecificRecord deserialize(String topic, byte @Nullable [] bytes) {
      if (bytes == null) {
        return null;
      }
      try {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        Class<?> type = Class.forName(in.readUTF());
        return read(in, type);
      } catch (IOException | ClassNotFoundException e) {
        throw new SerializationException("No record of ours: " + new String(bytes, UTF_8), e);
      }
    }

    private static SpecificRecord read(InputStream in, Class<?> type) throws IOException {
      Schema schema = SpecificData.get().getSchema(type);
      BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(in, null);
      return new SpecificDatumReader<SpecificRecord>(schema, schema, data(type))
          .read(null, decoder);
    }
  }

  private static SpecificData data(Class<?> type) {
    return SpecificData.getForClass(type);
  }
}

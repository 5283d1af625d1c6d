package io.signalbox.schemas.serde;

import java.io.IOException;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.io.Encoder;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/// A list for a field of a record, whose elements are encoded already: [EncodedWriter] copies their
/// bytes. To everybody else it is a list like any other, which decodes its elements when somebody
/// looks at them.
public final class EncodedList<T extends SpecificRecord> extends AbstractList<T> {
  private final List<Encoded<T>> parts;
  private final int size;
  private @Nullable List<T> decoded;

  /// @param parts the elements, in order
  public EncodedList(List<Encoded<T>> parts) {
    this.parts = List.copyOf(parts);
    int count = 0;
    for (Encoded<T> part : this.parts) {
      count += part.count();
    }
    this.size = count;
  }

  @Override
  public T get(int index) {
    if (decoded == null) {
      List<T> all = new ArrayList<>(size);
      parts.forEach(part -> all.addAll(part.decoded()));
      decoded = all;
    }
    return decoded.get(index);
  }

  @Override
  public int size() {
    return size;
  }

  /// Writes the elements as an array: the same bytes as element by element.
  void writeTo(Encoder out) throws IOException {
    out.writeArrayStart();
    out.setItemCount(size);
    for (Encoded<T> part : parts) {
      part.writeTo(out);
    }
    out.writeArrayEnd();
  }
}

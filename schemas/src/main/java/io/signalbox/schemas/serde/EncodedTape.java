package io.signalbox.schemas.serde;

import java.util.Arrays;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/// Encoded records that become more at one end and fewer at the other, entry by entry. What stands
/// between an entry and the end is one piece, which is taken without copying it.
public final class EncodedTape<T extends SpecificRecord> {
  private final Schema schema;
  private byte[] bytes = new byte[512];

  /// Of each entry, where it ends, and how many records there are up to its end; those of the first
  /// `gone` entries count no more.
  private int[] ends = new int[8];

  private int[] counts = new int[8];
  private int gone;
  private int next;

  /// @param type of the records
  public EncodedTape(Class<T> type) {
    this.schema = SpecificData.get().getSchema(type);
  }

  /// How many entries there are.
  public int size() {
    return next - gone;
  }

  /// How many bytes are held for them.
  public long capacity() {
    return bytes.length + 8L * ends.length;
  }

  /// Adds an entry at the end.
  public void add(Encoded<T> entry) {
    int start = end(next);
    if (start + entry.length() > bytes.length || next == ends.length) {
      makeRoom(entry.length());
      start = end(next);
    }
    entry.copyTo(bytes, start);
    ends[next] = start + entry.length();
    counts[next] = count(next) + entry.count();
    next++;
  }

  /// Takes the oldest entry away.
  public void removeFirst() {
    Objects.checkIndex(0, size());
    gone++;
  }

  /// The newest entries, as one. Stays what it is whatever becomes of the tape.
  public Encoded<T> newest(int entries) {
    Objects.checkIndex(entries, size() + 1);
    int first = next - entries;
    return new Encoded<>(schema, count(next) - count(first), bytes, end(first), end(next));
  }

  /// In new arrays, as the old ones may be in somebody's hands.
  private void makeRoom(int length) {
    int start = end(gone);
    int used = end(next) - start;
    byte[] wider = new byte[Math.max(used + used / 2, used + length)];
    System.arraycopy(bytes, start, wider, 0, used);
    int before = count(gone);
    int entries = size();
    int[] newEnds = Arrays.copyOfRange(ends, gone, gone + Math.max(8, entries * 3 / 2));
    int[] newCounts = Arrays.copyOfRange(counts, gone, gone + newEnds.length);
    for (int i = 0; i < entries; i++) {
      newEnds[i] -= start;
      newCounts[i] -= before;
    }
    bytes = wider;
    ends = newEnds;
    counts = newCounts;
    gone = 0;
    next = entries;
  }

  private int end(int entries) {
    return entries == 0 ? 0 : ends[entries - 1];
  }

  private int count(int entries) {
    return entries == 0 ? 0 : counts[entries - 1];
  }
}

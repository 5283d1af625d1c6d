package io.signalbox.edge.watch;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One event of a run as watchers get it, the same from history and from the live tail.
///
/// A live event has one frame for all its watchers, and is encoded once per dialect.
public final class RunEventFrame {
  private static final String DELETED = "run.deleted";
  private static final Set<String> TERMINAL =
      Set.of("run.completed", "run.failed", "run.canceled", DELETED);

  private static final int BARE_WEIGHT = 512;

  private final String runId;
  private final long seq;
  private final String type;
  private final String ts;
  private final String data;
  private volatile @Nullable Encoded encoded;

  /// @param data the event's payload, JSON on one line
  public RunEventFrame(String runId, long seq, String type, Instant occurredAt, String data) {
    this.runId = runId;
    this.seq = seq;
    this.type = type;
    this.ts = occurredAt.truncatedTo(ChronoUnit.MICROS).toString();
    this.data = data;
  }

  public String runId() {
    return runId;
  }

  /// Position in the run: 1, 2, 3 ... without holes.
  public long seq() {
    return seq;
  }

  /// The dotted name, such as `run.created`.
  public String type() {
    return type;
  }

  /// When it happened: ISO 8601, UTC, up to microseconds.
  public String ts() {
    return ts;
  }

  /// The payload, JSON on one line.
  public String data() {
    return data;
  }

  /// Whether nothing comes after it.
  public boolean isTerminal() {
    return isTerminal(type);
  }

  /// Whether it tells that the run is removed, and with it whatever came before.
  boolean isDeletion() {
    return type.equals(DELETED);
  }

  /// The last that there is to say of a run that is removed.
  static RunEventFrame deletion(String runId, RunHistory.Deleted deleted) {
    return new RunEventFrame(
        runId, deleted.seq(), DELETED, deleted.at(), "{\"status\":\"deleted\"}");
  }

  /// Whether nothing comes after an event of this type.
  public static boolean isTerminal(String type) {
    return TERMINAL.contains(type);
  }

  /// The frame as a dialect sends it; the array is shared and must not be changed.
  public byte[] encodedBy(FrameCodec codec) {
    for (Encoded each = encoded; each != null; each = each.next) {
      if (each.codec == codec) {
        return each.bytes;
      }
    }
    return encode(codec);
  }

  private synchronized byte[] encode(FrameCodec codec) {
    Encoded known = encoded;
    for (Encoded each = known; each != null; each = each.next) {
      if (each.codec == codec) {
        return each.bytes;
      }
    }
    Encoded made = new Encoded(codec, codec.encode(this), known);
    encoded = made;
    return made.bytes;
  }

  /// Memory that the frame takes with its encoded forms, about.
  int weight() {
    return BARE_WEIGHT + 2 * data.length();
  }

  @Override
  public String toString() {
    return runId + ":" + seq + " " + type;
  }

  /// There is one for each dialect, so it is a short list.
  private static final class Encoded {
    private final FrameCodec codec;
    private final byte[] bytes;
    private final @Nullable Encoded next;

    Encoded(FrameCodec codec, byte[] bytes, @Nullable Encoded next) {
      this.codec = codec;
      this.bytes = bytes;
      this.next = next;
    }
  }
}

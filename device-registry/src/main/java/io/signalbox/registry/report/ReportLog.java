package io.signalbox.registry.report;

import io.signalbox.registry.report.Fact.Missed;
import io.signalbox.registry.report.Fact.Told;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How far the events of one device have come. They leave in the order of its numbers, each once;
/// what comes too early is held until what is before it has come, or is given up.
///
/// @param position how many facts were written
/// @param last number of the last event that came or was given up
/// @param held events that came too early, by number; there is a gap before the first of them
public record ReportLog(long position, long last, SortedMap<Long, Report> held) {
  /// Nothing has come yet.
  public static final ReportLog EMPTY = new ReportLog(0, 0, Collections.emptySortedMap());

  /// Events that are held. What comes too early beyond these is not taken, and has to come again.
  static final int MOST_HELD = 64;

  public ReportLog {
    held = Collections.unmodifiableSortedMap(new TreeMap<>(held));
  }

  /// Numbers of events that are to be sent again.
  public record Range(long from, long to) {}

  /// What a step makes of a log.
  ///
  /// @param facts to be written, in order
  /// @param wanted what is to be asked for from now on; null = nothing else than before
  public record Step(ReportLog after, List<Fact> facts, @Nullable Range wanted) {
    public Step {
      facts = List.copyOf(facts);
    }
  }

  /// Whether something is waited for.
  public boolean hasGap() {
    return !held.isEmpty();
  }

  /// An event came. One that came before changes nothing.
  public Step take(Report report) {
    if (report.seq() <= last || held.containsKey(report.seq())) {
      return unchanged();
    }
    SortedMap<Long, Report> all = new TreeMap<>(held);
    all.put(report.seq(), report);
    if (report.seq() == last + 1) {
      return release(last, all, List.of(), held.size());
    }
    if (held.size() == MOST_HELD) {
      return unchanged();
    }
    ReportLog after = new ReportLog(position, last, all);
    return new Step(after, List.of(), hasGap() ? null : after.gap());
  }

  /// The device says, on a new connection, that it has come as far as this. What was asked for may
  /// not have reached it, and is asked for again.
  public Step announced(long lastSeq) {
    Range missing = lastSeq > last ? new Range(last + 1, lastSeq) : null;
    return new Step(this, List.of(), hasGap() ? gap() : missing);
  }

  /// What is before the first event that is held is no longer waited for.
  public Step giveUp() {
    if (!hasGap()) {
      return unchanged();
    }
    long first = held.firstKey();
    return release(first - 1, held, List.of(new Missed(last + 1, first - 1)), held.size());
  }

  private Step unchanged() {
    return new Step(this, List.of(), null);
  }

  /// Lets go what follows without a hole.
  ///
  /// @param upTo number of the last event that is not to be waited for
  /// @param before how many were held
  private Step release(long upTo, SortedMap<Long, Report> all, List<Fact> known, int before) {
    List<Fact> facts = new ArrayList<>(known);
    SortedMap<Long, Report> left = new TreeMap<>(all);
    long next = upTo + 1;
    for (Report report = left.remove(next); report != null; report = left.remove(next)) {
      facts.add(new Told(report));
      next++;
    }
    ReportLog after = new ReportLog(position + facts.size(), next - 1, left);
    boolean isAnotherGap = after.hasGap() && left.size() < before;
    return new Step(after, facts, isAnotherGap ? after.gap() : null);
  }

  private Range gap() {
    return new Range(last + 1, held.firstKey() - 1);
  }
}

package io.signalbox.stack.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything that a watcher has seen of one run, over all its connections.
///
/// Filled by the watching thread, read by others.
final class Sightings {

  /// @param elapsedNanos since the run was asked for
  private record Sighting(RunEvent event, long elapsedNanos) {}

  private final List<Sighting> sightings = new ArrayList<>();
  private final Map<Long, Integer> counts = new HashMap<>();

  synchronized void add(RunEvent event, long elapsedNanos) {
    sightings.add(new Sighting(event, elapsedNanos));
    counts.merge(event.seq(), 1, Integer::sum);
  }

  synchronized int count() {
    return sightings.size();
  }

  /// The highest seq seen, 0 when none was.
  synchronized long highest() {
    return counts.keySet().stream().mapToLong(Long::longValue).max().orElse(0);
  }

  /// The event that ended the run, once seen.
  synchronized Optional<RunEvent> last() {
    return sightings.stream().map(Sighting::event).filter(RunEvent::isLast).findFirst();
  }

  /// How many of the events 1 to `end` were never seen.
  synchronized int gaps(long end) {
    int missing = 0;
    for (long seq = 1; seq <= end; seq++) {
      missing += counts.containsKey(seq) ? 0 : 1;
    }
    return missing;
  }

  /// How often an event was seen that had been seen before.
  synchronized int duplicates() {
    return counts.values().stream().mapToInt(count -> count - 1).sum();
  }

  /// The seqs of events that were seen otherwise than they are stored.
  synchronized List<Long> differing(List<RunEvent> stored) {
    var bySeq = new HashMap<Long, RunEvent>();
    stored.forEach(event -> bySeq.put(event.seq(), event));
    return sightings.stream()
        .map(Sighting::event)
        .filter(event -> !event.equals(bySeq.get(event.seq())))
        .map(RunEvent::seq)
        .toList();
  }

  /// When the first event of that type was seen.
  synchronized Optional<Long> nanosOf(String type) {
    return sightings.stream()
        .filter(each -> each.event().type().equals(type))
        .map(Sighting::elapsedNanos)
        .findFirst();
  }

  /// When the first event of all was seen.
  synchronized Optional<Long> firstNanos() {
    return sightings.stream().map(Sighting::elapsedNanos).findFirst();
  }
}

package io.signalbox.registry.device;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/// Which of the connected devices are to be asked for a sign of life, and which were silent for too
/// long. It is kept in memory only: whoever is entered anew has the whole time again, so a registry
/// that begins anew ends no session of a device that is there.
///
/// Not for use by several threads.
public final class RollCall {
  private final Duration every;
  private final Duration silence;
  private final Map<String, Entry> entries = new HashMap<>();
  private final TreeSet<Look> looks = new TreeSet<>();

  /// @param every time between two questions to the same device
  /// @param silence how long a session may be without a sign of life
  public RollCall(Duration every, Duration silence) {
    this.every = every;
    this.silence = silence;
  }

  /// The session that a device has open.
  public record Seat(String tenantId, String sessionId) {}

  /// A device that it is time to look at.
  public sealed interface Due {
    String deviceId();

    Seat seat();

    /// It is to be asked.
    record Ask(String deviceId, Seat seat) implements Due {}

    /// It was silent for too long.
    record Silent(String deviceId, Seat seat, Duration silence) implements Due {}
  }

  private record Entry(Seat seat, Instant heard, Instant look) {}

  private record Look(Instant at, String deviceId) implements Comparable<Look> {
    @Override
    public int compareTo(Look other) {
      int byTime = at.compareTo(other.at);
      return byTime == 0 ? deviceId.compareTo(other.deviceId) : byTime;
    }
  }

  /// How many devices are connected.
  public int size() {
    return entries.size();
  }

  /// A device is connected. The session that is known already stays as it is.
  ///
  /// @param first when it is asked first
  public void enter(String deviceId, Seat seat, Instant now, Instant first) {
    Entry known = entries.get(deviceId);
    if (known == null || !known.seat().equals(seat)) {
      leave(deviceId);
      put(deviceId, new Entry(seat, now, first));
    }
  }

  /// A device is connected, and asked after the usual time.
  public void enter(String deviceId, Seat seat, Instant now) {
    enter(deviceId, seat, now, now.plus(every));
  }

  /// A device is not connected.
  public void leave(String deviceId) {
    Entry known = entries.remove(deviceId);
    if (known != null) {
      looks.remove(new Look(known.look(), deviceId));
    }
  }

  /// A session gave a sign of life.
  ///
  /// @return false if it is not the one that is open, which changes nothing
  public boolean heard(String deviceId, Seat seat, Instant now) {
    Entry known = entries.get(deviceId);
    if (known == null || !known.seat().equals(seat)) {
      return false;
    }
    entries.put(deviceId, new Entry(seat, now, known.look()));
    return true;
  }

  /// Whether a session is open and was silent for too long.
  public boolean isSilent(String deviceId, Seat seat, Instant now) {
    Entry known = entries.get(deviceId);
    return known != null && known.seat().equals(seat) && isSilent(known, now);
  }

  private boolean isSilent(Entry entry, Instant now) {
    return !entry.heard().plus(silence).isAfter(now);
  }

  /// Takes those whose time has come, earliest first. Each is looked at again after the usual time,
  /// or before that if it may be silent for too long by then.
  public List<Due> due(Instant now, int most) {
    List<Due> due = new ArrayList<>();
    while (due.size() < most && !looks.isEmpty() && !looks.first().at().isAfter(now)) {
      String deviceId = looks.removeFirst().deviceId();
      due.add(look(deviceId, Objects.requireNonNull(entries.get(deviceId)), now));
    }
    return due;
  }

  private Due look(String deviceId, Entry entry, Instant now) {
    Instant usual = now.plus(every);
    if (isSilent(entry, now)) {
      put(deviceId, new Entry(entry.seat(), entry.heard(), usual));
      return new Due.Silent(deviceId, entry.seat(), Duration.between(entry.heard(), now));
    }
    Instant bound = entry.heard().plus(silence);
    Instant next = bound.isBefore(usual) ? bound : usual;
    put(deviceId, new Entry(entry.seat(), entry.heard(), next));
    return new Due.Ask(deviceId, entry.seat());
  }

  private void put(String deviceId, Entry entry) {
    entries.put(deviceId, entry);
    looks.add(new Look(entry.look(), deviceId));
  }
}

package io.signalbox.benchmarks;

import io.signalbox.benchmarks.load.Pace;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// When records were sent at a steady pace, and when they arrived.
final class Arrivals {
  static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Map<String, Integer> expected = new ConcurrentHashMap<>();
  private final long[] sent;
  private final long[] arrived;
  private final CountDownLatch open;

  Arrivals(int records) {
    this.sent = new long[records];
    this.arrived = new long[records];
    this.open = new CountDownLatch(records);
  }

  /// Sends one record.
  interface Sender {
    void send(int index);
  }

  /// Sends all records at their times, whether or not earlier ones have arrived, and returns their
  /// latencies in milliseconds.
  double[] pace(int perSecond, Sender sender) throws InterruptedException, TimeoutException {
    Pace.steadily(sent.length, perSecond, sender::send);
    if (!open.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new TimeoutException(
          "Expected %d records within %s, but %d are missing"
              .formatted(sent.length, PATIENCE, open.getCount()));
    }
    double[] latencies = new double[sent.length];
    for (int i = 0; i < sent.length; i++) {
      latencies[i] = (arrived[i] - sent[i]) / 1_000_000.0;
    }
    return latencies;
  }

  /// A record is sent now, and will arrive under this key.
  void sent(int index, String key) {
    expected.put(key, index);
    sent[index] = System.nanoTime();
  }

  /// A record has arrived.
  void arrived(String key, long nanos) {
    Integer index = expected.remove(key);
    if (index != null) {
      arrived[index] = nanos;
      open.countDown();
    }
  }
}

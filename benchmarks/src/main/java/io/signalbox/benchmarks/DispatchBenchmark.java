package io.signalbox.benchmarks;

import io.signalbox.benchmarks.load.CallLoad;
import io.signalbox.benchmarks.load.EventTail;
import io.signalbox.benchmarks.load.LoadDevice;
import io.signalbox.benchmarks.report.Figure;
import io.signalbox.benchmarks.report.Sample;
import io.signalbox.benchmarks.stack.DeviceStack;
import io.signalbox.schemas.topic.Topics;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// How long is it from the request of a tool call in the log to its frame on the socket of a
/// device, next to four hops from topic to topic of the same broker? And how many calls a second go
/// there and back?
final class DispatchBenchmark implements Benchmark {
  private static final String TOOL = "measure";
  private static final int HOPS = 4;
  private static final int PER_SECOND = 100;
  private static final int DEVICES = 8;

  /// Fewer than frames may wait for one device.
  private static final int UNDER_WAY = 128;

  /// Requested, dispatched, completed.
  private static final int EVENTS_OF_A_CALL = 3;

  private volatile EventTail.Listener frames = (_, _) -> {};

  @Override
  public List<Figure> run(Size size) throws Exception {
    try (var stack = DeviceStack.start();
        var raw = new RawHops(stack.target(), HOPS);
        var load = new CallLoad(stack.target(), TOOL);
        var http = HttpClient.newHttpClient()) {
      List<LoadDevice> devices = new ArrayList<>();
      for (int i = 0; i < DEVICES; i++) {
        devices.add(
            LoadDevice.connect(
                http,
                stack.devices(),
                "bench-" + i,
                TOOL,
                (callId, nanos) -> frames.seen(callId, nanos)));
      }
      Pairs pairs = latency(raw, load, size);
      Sample rate = rate(stack, load, size);
      devices.forEach(LoadDevice::close);
      return List.of(
          pairs.figure("dispatch.p50", 0.5).atMost(4),
          pairs.figure("dispatch.p95", 0.95).atMost(4),
          Figure.of("dispatch.rate", rate, "calls/s"));
    }
  }

  private Pairs latency(RawHops raw, CallLoad load, Size size) throws Exception {
    int warm = size.of(5 * PER_SECOND, 20);
    for (int i = 0; i < size.of(10, 1); i++) {
      raw.measure(warm, PER_SECOND);
      dispatched(load, warm);
    }
    Pairs pairs = new Pairs();
    int records = size.of(3 * PER_SECOND, 20);
    for (int i = 0; i < size.of(15, 1); i++) {
      pairs.add(raw.measure(records, PER_SECOND), dispatched(load, records));
    }
    return pairs;
  }

  private double[] dispatched(CallLoad load, int calls) throws Exception {
    Arrivals arrivals = new Arrivals(calls);
    frames = arrivals::arrived;
    return arrivals.pace(
        PER_SECOND,
        i -> {
          String callId = load.newCall();
          arrivals.sent(i, callId);
          load.request(callId);
        });
  }

  /// As many calls as end, with a bounded number under way.
  private Sample rate(DeviceStack stack, CallLoad load, Size size) throws Exception {
    frames = (_, _) -> {};
    Semaphore places = new Semaphore(UNDER_WAY);
    Map<String, Integer> seen = new ConcurrentHashMap<>();
    List<Double> rates = new ArrayList<>();
    int calls = size.of(3_000, 20);
    try (var _ =
        EventTail.start(
            stack.target(),
            Topics.TOOL_EVENTS.name(),
            (callId, _) -> {
              if (seen.merge(callId, 1, Integer::sum) == EVENTS_OF_A_CALL) {
                seen.remove(callId);
                places.release();
              }
            })) {
      for (int round = 0; round < size.of(5, 1); round++) {
        long began = System.nanoTime();
        for (int i = 0; i < calls; i++) {
          take(places, 1);
          load.request(load.newCall());
        }
        take(places, UNDER_WAY); // all are back
        places.release(UNDER_WAY);
        rates.add(calls * 1e9 / (System.nanoTime() - began));
      }
    }
    return new Sample(rates);
  }

  private static void take(Semaphore places, int count)
      throws InterruptedException, TimeoutException {
    if (!places.tryAcquire(count, Arrivals.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new TimeoutException(
          "Expected calls to end within %s, but %d did not"
              .formatted(Arrivals.PATIENCE, UNDER_WAY - places.availablePermits()));
    }
  }
}

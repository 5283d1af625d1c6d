package io.signalbox.kit.projection;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/// Trims a service's tables from time to time, in small batches, one instance at a time.
public final class ViewTrimmer implements SmartLifecycle {
  private static final Logger LOGGER = LoggerFactory.getLogger(ViewTrimmer.class);
  private static final Duration CLOSING = Duration.ofSeconds(10);

  private final ViewRetention retention;
  private final JdbcTemplate jdbc;
  private final TransactionOperations transactions;
  private final Clock clock;
  private final Duration interval;
  private final MeterRegistry meters;
  private volatile CountDownLatch stopping = new CountDownLatch(0);
  private @Nullable Thread thread;

  ViewTrimmer(
      ViewRetention retention,
      JdbcTemplate jdbc,
      TransactionOperations transactions,
      Clock clock,
      TrimmerSettings settings,
      MeterRegistry meters) {
    this.retention = retention;
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.clock = clock;
    this.interval = settings.interval();
    this.meters = meters;
  }

  @Override
  public synchronized void start() {
    stopping = new CountDownLatch(1);
    thread = Thread.ofPlatform().name("view-trimmer").daemon().start(this::run);
  }

  @Override
  public synchronized void stop() {
    stopping.countDown();
    Thread running = thread;
    if (running != null) {
      try {
        running.join(CLOSING);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    return stopping.getCount() > 0;
  }

  /// Removes all that is too old now, unless another instance is about it.
  public void trim() {
    while (trimBatch()) {
      LOGGER.atTrace().log("trimming goes on");
    }
  }

  private void run() {
    try {
      do {
        trimOrTellWhyNot();
      } while (!stopping.await(interval.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void trimOrTellWhyNot() {
    try {
      while (isRunning() && trimBatch()) {
        LOGGER.atTrace().log("trimming goes on");
      }
    } catch (DataAccessException | TransactionException e) {
      LOGGER.atWarn().setCause(e).log("trimming failed and is tried again later");
    }
  }

  private boolean trimBatch() {
    return Boolean.TRUE.equals(
        transactions.execute(_ -> {
          if (!TrimLock.tryTake(jdbc)) {
            return false;
          }
          ViewRetention.Batch batch = retention.trim(jdbc, clock.instant());
          batch.rows().forEach(this::count);
          return batch.more();
        }));
  }

  private void count(String table, long rows) {
    meters.counter("signalbox.retention.trimmed", "table", table).increment(rows);
  }
}

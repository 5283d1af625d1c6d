package io.signalbox.device.journal;

import io.signalbox.device.call.Call;
import io.signalbox.device.call.CallBook;
import io.signalbox.device.call.CallEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// The calls of a device, in memory as they are on the disk: an entry is true only once it is
/// durable. Safe for use by several threads.
public final class Journal implements AutoCloseable {
  private static final String FILE = "calls.jsonl";
  private static final int REMEMBERED = 256;
  private static final long COMPACTED_FROM_BYTES = 16L * 1024 * 1024;

  private final HomeLock lock;
  private final CallBook book;
  private final JournalFile file;
  private final CompletableFuture<Void> broken = new CompletableFuture<>();
  private long compactedAt;

  private Journal(HomeLock lock, CallBook book, JournalFile file) {
    this.lock = lock;
    this.book = book;
    this.file = file;
    this.compactedAt = file.size();
  }

  /// Opens the journal in a folder, which is made where it is missing, and compacts it.
  ///
  /// @throws JournalException when it cannot be read or written, or another agent holds it
  public static Journal open(Path home) {
    try {
      Home.make(home);
      return open(HomeLock.of(home), home.resolve(FILE));
    } catch (IOException e) {
      throw new JournalException("Cannot open the journal in %s: %s".formatted(home, e), e);
    }
  }

  private static Journal open(HomeLock lock, Path path) throws IOException {
    try {
      CallBook book = new CallBook(REMEMBERED);
      replay(path, book);
      return new Journal(lock, book, JournalFile.replace(path, book.entries()));
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static void replay(Path path, CallBook book) throws IOException {
    try {
      JournalFile.read(path).forEach(book::apply);
    } catch (IllegalStateException e) {
      throw new JournalException("%s contradicts itself: %s".formatted(path, e.getMessage()), e);
    }
  }

  /// The call of that id.
  public synchronized Optional<Call> find(String callId) {
    return book.find(callId);
  }

  /// The calls that are not settled, in the order of their receipt.
  public synchronized List<Call> held() {
    return book.held();
  }

  /// Adds an entry, and returns when it is on the disk.
  ///
  /// @return the call after it
  /// @throws IllegalStateException when the entry cannot follow what is known; nothing is written
  /// @throws JournalException when it cannot be written
  public synchronized Call append(CallEntry entry) {
    Call after = book.after(entry);
    try {
      file.append(entry);
      book.apply(entry);
      compactWhenLarge();
    } catch (IOException e) {
      JournalException failure = new JournalException("Cannot write the journal: " + e, e);
      broken.completeExceptionally(failure);
      throw failure;
    }
    return after;
  }

  /// Completes, exceptionally, when an entry could not be written.
  public CompletableFuture<Void> broken() {
    return broken.copy();
  }

  private void compactWhenLarge() throws IOException {
    if (file.size() > COMPACTED_FROM_BYTES && file.size() > 2 * compactedAt) {
      file.rewrite(book.entries());
      compactedAt = file.size();
    }
  }

  @Override
  public synchronized void close() {
    try (lock;
        file) {
      // Every entry is on the disk already.
    } catch (IOException e) {
      throw new JournalException("Cannot close the journal: " + e, e);
    }
  }
}

package io.signalbox.edge.claw;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.signalbox.kit.Digests;
import io.signalbox.kit.Names;
import io.signalbox.kit.json.CanonicalJson;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import tools.jackson.databind.node.ObjectNode;

/// Answers of calls that may be repeated. Who repeats one gets the answers of the first, and waits
/// for those that are yet to come.
///
/// ```
/// new, or over for too long -> executed; its answers are kept
/// same key, same params     -> the kept answers
/// same key, other params    -> refused
/// ```
///
/// A failure that may pass is not kept. The newest of each tenant are kept; where there are too
/// many, the oldest that is over goes first.
final class Repeats {
  private final long keepNanos;
  private final int most;
  private final LongSupplier nanos;
  private final Map<String, LinkedHashMap<String, Kept>> byTenant = new HashMap<>();

  /// @param keep how long answers stay after the last of them
  /// @param most how many calls of a tenant are remembered
  Repeats(Duration keep, int most, LongSupplier nanos) {
    this.keepNanos = keep.toNanos();
    this.most = most;
    this.nanos = nanos;
  }

  /// A call as its key names it.
  record Named(String tenant, String method, String key) {}

  private static final class Kept {
    private final byte[] params;
    private final Flux<ObjectNode> answers;
    private @Nullable Long over;

    Kept(byte[] params, Flux<ObjectNode> answers) {
      this.params = params;
      this.answers = answers;
    }
  }

  /// The answers to a call, executed only if it is new.
  Flux<ObjectNode> once(Named call, Params params, Supplier<Flux<ObjectNode>> execution) {
    byte[] digest = digest(params);
    synchronized (this) {
      LinkedHashMap<String, Kept> ofTenant = kept(call.tenant());
      Kept known = ofTenant.get(name(call));
      if (known != null) {
        return Arrays.equals(known.params, digest)
            ? known.answers
            : Flux.error(
                MethodException.invalid(
                    "idempotencyKey %s was used with other params".formatted(call.key())));
      }
      Kept[] self = new Kept[1];
      Flux<ObjectNode> answers =
          Flux.defer(execution)
              .doOnComplete(() -> over(self[0]))
              .doOnError(failure -> failed(call, self[0], failure))
              .cache();
      self[0] = new Kept(digest, answers);
      ofTenant.put(name(call), self[0]);
      shrink(ofTenant);
      return answers;
    }
  }

  private LinkedHashMap<String, Kept> kept(String tenant) {
    LinkedHashMap<String, Kept> ofTenant =
        byTenant.computeIfAbsent(tenant, _ -> new LinkedHashMap<>());
    long now = nanos.getAsLong();
    ofTenant.values().removeIf(each -> each.over != null && now - each.over > keepNanos);
    return ofTenant;
  }

  private void shrink(LinkedHashMap<String, Kept> ofTenant) {
    if (ofTenant.size() > most) {
      Iterator<Kept> oldest = ofTenant.values().iterator();
      while (oldest.hasNext()) {
        if (oldest.next().over != null) {
          oldest.remove();
          return;
        }
      }
      ofTenant.pollFirstEntry();
    }
  }

  private synchronized void over(Kept call) {
    call.over = nanos.getAsLong();
  }

  private synchronized void failed(Named call, Kept failed, Throwable failure) {
    if (failure instanceof MethodException answer && !answer.retryable()) {
      failed.over = nanos.getAsLong();
    } else {
      kept(call.tenant()).remove(name(call), failed);
    }
  }

  private static String name(Named call) {
    return Names.of(call.method(), call.key());
  }

  private static byte[] digest(Params params) {
    ObjectNode plain = params.node().deepCopy();
    plain.remove(Params.KEY);
    return Digests.sha256(CanonicalJson.of(plain.toString()).getBytes(UTF_8));
  }
}

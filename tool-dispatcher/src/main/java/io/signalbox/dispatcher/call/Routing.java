package io.signalbox.dispatcher.call;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// Which device gets a call.
public final class Routing {
  private Routing() {}

  /// A connected device of the call's tenant that declares the tool: the one that the run prefers,
  /// or else the one with the least load, among equals the one with the smallest id. One that lost
  /// the call before gets it only if there is no other.
  ///
  /// @param load how many unsettled calls a device holds
  public static Optional<KnownDevice> choose(
      ToolCall.Waiting call, Collection<KnownDevice> devices, ToIntFunction<KnownDevice> load) {
    Request request = call.request();
    String preferred = request.preferredDevice();
    String last = call.lost() == null ? null : call.lost().deviceId();
    return devices.stream()
        .filter(device -> canTake(device, request))
        .min(
            Comparator.comparing((KnownDevice device) -> device.deviceId().equals(last))
                .thenComparing(device -> !device.deviceId().equals(preferred))
                .thenComparingInt(load)
                .thenComparing(KnownDevice::deviceId));
  }

  /// What becomes of a call that is for one device.
  public sealed interface Delivery {

    /// The device gets it.
    record Offer(KnownDevice device) implements Delivery {}

    /// The device may get it later.
    record Wait() implements Delivery {}

    /// The device never gets it.
    ///
    /// @param code why, for machines
    /// @param reason why, for people
    record GiveUp(String deviceId, String code, String reason) implements Delivery {}
  }

  /// Decides about a call that waits for the device that it is for.
  ///
  /// @param device what is known of it; null = nothing
  public static Delivery toOne(Request request, Addressee addressee, @Nullable KnownDevice device) {
    Long asOf = addressee.asOf();
    if (device == null || (asOf != null && device.seq() < asOf)) {
      return new Delivery.Wait(); // what the sender knew is still on its way here
    }
    if (canTake(device, request)) {
      return new Delivery.Offer(device);
    }
    return asOf == null ? new Delivery.Wait() : givenUp(request, device);
  }

  private static Delivery givenUp(Request request, KnownDevice device) {
    return device.sessionId() == null || !isOf(device, request)
        ? new Delivery.GiveUp(
            device.deviceId(),
            CallDecider.NOT_CONNECTED,
            "Expected device %s to be connected, but it is not".formatted(device.deviceId()))
        : new Delivery.GiveUp(
            device.deviceId(),
            CallDecider.NOT_DECLARED,
            "Expected device %s to declare the tool '%s', but it does not"
                .formatted(device.deviceId(), request.toolName()));
  }

  private static boolean canTake(KnownDevice device, Request request) {
    return device.sessionId() != null
        && isOf(device, request)
        && device.tools().contains(request.toolName());
  }

  private static boolean isOf(KnownDevice device, Request request) {
    return device.tenantId().equals(request.tenantId());
  }
}

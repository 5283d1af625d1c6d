package io.signalbox.edge.devices;

import io.signalbox.edge.views.DeviceReads;
import io.signalbox.edge.views.DeviceReads.Device;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// How devices stand: as the view shows them, and those whose sockets are here as they are, for the
/// view may not show a new one yet.
@Component
public final class DeviceDirectory {
  private final DeviceReads reads;
  private final DeviceSessions sessions;

  DeviceDirectory(DeviceReads reads, DeviceSessions sessions) {
    this.reads = reads;
    this.sessions = sessions;
  }

  /// How a device stands.
  ///
  /// @param capabilities what it declares, a JSON object
  /// @param seq the event of the device that this stands at
  public record Standing(String capabilities, boolean connected, long seq) {}

  /// Looks a device up; empty when the tenant has none with this id.
  public Mono<Standing> find(String tenant, UUID deviceId) {
    return reads
        .device(tenant, deviceId)
        .map(Optional::of)
        .defaultIfEmpty(Optional.empty())
        .flatMap(shown -> Mono.justOrEmpty(newer(shown, local(tenant, deviceId))));
  }

  private Optional<Standing> local(String tenant, UUID deviceId) {
    return sessions
        .find(tenant, deviceId.toString())
        .map(session -> new Standing(session.hello().capabilities(), true, session.seq()));
  }

  private static Optional<Standing> newer(Optional<Device> shown, Optional<Standing> local) {
    Optional<Standing> view =
        shown.map(each -> new Standing(each.capabilities(), each.connected(), each.seq()));
    return local.filter(here -> view.isEmpty() || here.seq() >= view.get().seq()).or(() -> view);
  }
}

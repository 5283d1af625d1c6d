package io.signalbox.edge.hsafa;

import io.signalbox.edge.devices.Labels;
import io.signalbox.edge.json.Fields;
import io.signalbox.schemas.device.RegisterDevice;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The body of a request that registers a device; what is absent stays as it is.
///
/// @param capabilities a JSON object
/// @param tools names of the tools in the capabilities
record DeviceRequest(
    String deviceKey,
    @Nullable String displayName,
    @Nullable String capabilities,
    List<String> tools,
    @Nullable Map<String, String> labels) {
  private static final int LONGEST_KEY = 128;
  private static final int LONGEST_NAME = 256;
  private static final int MOST_CHARACTERS = 64 * 1024;

  static DeviceRequest read(Fields body) {
    Fields capabilities = body.optionalObject("capabilities");
    String text = capabilities == null ? null : capabilities.node().toString();
    if (text != null && text.length() > MOST_CHARACTERS) {
      body.reject("capabilities", "at most %d characters of JSON".formatted(MOST_CHARACTERS));
    }
    return new DeviceRequest(
        body.text("deviceKey", LONGEST_KEY),
        body.optionalText("displayName", LONGEST_NAME),
        text,
        capabilities == null ? List.of() : capabilities.texts("tools", LONGEST_KEY),
        Labels.read(body));
  }

  RegisterDevice wish() {
    return RegisterDevice.newBuilder()
        .setDeviceKey(deviceKey)
        .setDisplayName(displayName)
        .setCapabilities(capabilities)
        .setTools(tools)
        .setLabels(Labels.wire(labels))
        .build();
  }
}

package io.signalbox.edge.claw.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeCommandsTest {
  private static NodeCommands commands(List<String> allow, List<String> deny) {
    return new NodeCommands(new NodeSettings(allow, deny));
  }

  @ParameterizedTest
  @CsvSource({
    "IOS, camera.snap, true",
    "IOS, sms.send, false",
    "IOS, system.run, false",
    "ANDROID, sms.send, true",
    "ANDROID, system.run, false",
    "MACOS, system.run, true",
    "MACOS, canvas.eval, true",
    "LINUX, system.run, true",
    "LINUX, camera.snap, false",
    "WINDOWS, browser.proxy, true",
    "UNKNOWN, sms.send, true",
    "UNKNOWN, sensor.read, false"
  })
  void shouldAllowWhatThePlatformAllows(Platform platform, String command, boolean allowed) {
    assertThat(commands(List.of(), List.of()).allows(platform, command)).isEqualTo(allowed);
  }

  @Test
  void shouldAllowMoreAndDenyBeforeAll() {
    // given
    NodeCommands commands =
        commands(List.of("sensor.*", "echo"), List.of("system.run", "sensor.write"));
    // then
    assertThat(commands.allows(Platform.IOS, "sensor.read")).isTrue();
    assertThat(commands.allows(Platform.IOS, "echo")).isTrue();
    assertThat(commands.allows(Platform.IOS, "echoes")).isFalse();
    assertThat(commands.allows(Platform.IOS, "sensor.write")).isFalse();
    assertThat(commands.allows(Platform.LINUX, "system.run")).isFalse();
    assertThat(commands.denies("system.run")).isTrue();
    assertThat(commands.denies("sensor.read")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "iOS 26.1, , IOS",
    "ipadOS, , IOS",
    "Android 16, , ANDROID",
    "darwin, , MACOS",
    "macOS 26, , MACOS",
    "Linux 6.8, , LINUX",
    "win32, , WINDOWS",
    "jvm, iPhone, IOS",
    "jvm, Mac, MACOS",
    "jvm, toaster, UNKNOWN",
    ", , UNKNOWN"
  })
  void shouldKnowPlatforms(String platform, String family, Platform expected) {
    assertThat(Platform.of(platform, family)).isEqualTo(expected);
  }

  @Test
  void shouldRefuseNamesThatCannotBeMeant() {
    assertThatThrownBy(() -> new NodeSettings(List.of("a*b"), List.of()))
        .hasMessageContaining("signalbox.edge.nodes.allow-commands")
        .hasMessageContaining("a*b");
    assertThatThrownBy(() -> new NodeSettings(List.of(), List.of(" ")))
        .hasMessageContaining("signalbox.edge.nodes.deny-commands");
  }
}

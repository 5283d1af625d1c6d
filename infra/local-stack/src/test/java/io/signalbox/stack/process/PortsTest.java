package io.signalbox.stack.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class PortsTest {

  @Test
  void shouldNameThePortAndTheComponent() throws IOException {
    try (var taken = listening()) {
      // when, then
      assertThatThrownBy(() -> Ports.requireFree(taken.getLocalPort(), "kafka"))
          .isInstanceOf(PortTakenException.class)
          .hasMessageContaining("port " + taken.getLocalPort())
          .hasMessageContaining("kafka");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void shouldNameTheOwnerOfATakenPort() throws IOException {
    try (var taken = listening()) {
      // when, then
      assertThatThrownBy(() -> Ports.requireFree(taken.getLocalPort(), "kafka"))
          .hasMessageContaining("process " + ProcessHandle.current().pid())
          .hasMessageContaining("java");
    }
  }

  @Test
  void shouldAcceptAFreePort() {
    assertThatCode(() -> Ports.requireFree(Ports.free(), "kafka")).doesNotThrowAnyException();
  }

  @Test
  void shouldFindDistinctPorts() {
    assertThat(Ports.free(20)).hasSize(20).doesNotHaveDuplicates();
  }

  private static ServerSocket listening() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }
}

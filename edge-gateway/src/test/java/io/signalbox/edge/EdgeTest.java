package io.signalbox.edge;

import io.signalbox.kit.kafka.RecordSender;
import io.signalbox.kit.kafka.WireConfig;
import io.signalbox.testkit.BackingServices;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// An edge on real backing services; one for all test classes.
@SpringBootTest(
    classes = EdgeGateway.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "signalbox.edge.loopback-without-credentials=true",
      "signalbox.edge.shutdown.grace=0s",
      // many tests wait for it, as what they write is never shown
      "signalbox.edge.commands.patience=2s",
      // tests of what only the tail knows: its next reader begins where the view stands
      "signalbox.edge.watch.window.linger=0s"
    })
public abstract class EdgeTest {
  @LocalServerPort protected int port;
  @Autowired protected RecordSender sender;
  @Autowired private WireConfig wire;
  ReadSide readSide;
  LogWriter log;

  @DynamicPropertySource
  static void backing(DynamicPropertyRegistry registry) {
    BackingServices.shared()
        .springProperties("signalbox_reader")
        .forEach((key, value) -> registry.add(key, () -> value));
  }

  @BeforeEach
  void openReadSide() throws SQLException {
    readSide = ReadSide.open();
    log = new LogWriter(wire);
  }

  @AfterEach
  void closeReadSide() throws SQLException {
    readSide.close();
    log.close();
  }
}

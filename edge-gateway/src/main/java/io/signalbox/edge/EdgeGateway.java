package io.signalbox.edge;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/// Starts the edge gateway.
@SpringBootApplication
@ConfigurationPropertiesScan
public class EdgeGateway {

  static void main(String[] args) {
    SpringApplication.run(EdgeGateway.class, args);
  }
}

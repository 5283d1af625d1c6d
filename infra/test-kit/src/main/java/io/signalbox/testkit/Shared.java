package io.signalbox.testkit;

/// Holds the services of this JVM; the class loader makes sure that they start once.
final class Shared {

  static final BackingServices INSTANCE = start();

  private Shared() {}

  private static BackingServices start() {
    var choice = Backends.choose(System.getProperty("backends", ""), ContainerEngine::answers);
    System.out.printf("Backing services for tests: %s%n", choice.description());
    return switch (choice) {
      case DOCKER -> ContainerServices.start();
      case EMBEDDED -> EmbeddedServices.start();
    };
  }
}

package io.signalbox.schemas.serde;

import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/// Lets Avro create our generated classes; since 1.12.2 it refuses any class it was not told of.
final class TrustedClasses {
  private static final String PACKAGES = "io.signalbox.schemas.";

  private TrustedClasses() {}

  /// Adds our packages to the classes that Avro trusts by itself. Harmless to repeat.
  static void install() {
    ClassSecurityPredicate ours = type -> type.getName().startsWith(PACKAGES);
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(ClassSecurityValidator.DEFAULT, ours));
  }
}

/// Real backing services for integration tests: one broker, one database and one schema registry
/// per test JVM.
@NullMarked
package io.signalbox.testkit;

import org.jspecify.annotations.NullMarked;

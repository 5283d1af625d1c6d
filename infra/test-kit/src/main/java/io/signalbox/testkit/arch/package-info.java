/// The rules of the house, as tests that every service runs on its own classes.
@NullMarked
package io.signalbox.testkit.arch;

import org.jspecify.annotations.NullMarked;

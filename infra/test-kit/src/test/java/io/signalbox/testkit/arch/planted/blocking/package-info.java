/// Planted for a rule to find.
@NullMarked
package io.signalbox.testkit.arch.planted.blocking;

import org.jspecify.annotations.NullMarked;

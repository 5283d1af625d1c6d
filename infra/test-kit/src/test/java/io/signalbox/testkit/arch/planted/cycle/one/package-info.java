/// Planted for a rule to find.
@NullMarked
package io.signalbox.testkit.arch.planted.cycle.one;

import org.jspecify.annotations.NullMarked;

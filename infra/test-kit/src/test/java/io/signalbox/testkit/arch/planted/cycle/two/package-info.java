/// Planted for a rule to find.
@NullMarked
package io.signalbox.testkit.arch.planted.cycle.two;

import org.jspecify.annotations.NullMarked;

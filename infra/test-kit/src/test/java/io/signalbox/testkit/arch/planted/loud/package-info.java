/// Planted for a rule to find.
@NullMarked
package io.signalbox.testkit.arch.planted.loud;

import org.jspecify.annotations.NullMarked;

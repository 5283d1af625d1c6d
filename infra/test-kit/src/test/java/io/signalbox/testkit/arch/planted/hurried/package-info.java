/// Planted for a rule to find.
@NullMarked
package io.signalbox.testkit.arch.planted.hurried;

import org.jspecify.annotations.NullMarked;

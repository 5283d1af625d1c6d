/// Planted for a rule to find.
@NullMarked
package io.signalbox.testkit.arch.planted.impure.order;

import org.jspecify.annotations.NullMarked;

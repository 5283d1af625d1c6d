/// Planted for a rule to find.
@NullMarked
package io.signalbox.testkit.arch.planted.impure.order.kafka;

import org.jspecify.annotations.NullMarked;

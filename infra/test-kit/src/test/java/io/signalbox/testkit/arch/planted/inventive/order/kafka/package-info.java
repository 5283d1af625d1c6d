/// Planted for a rule to find.
@NullMarked
package io.signalbox.testkit.arch.planted.inventive.order.kafka;

import org.jspecify.annotations.NullMarked;

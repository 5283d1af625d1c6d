/// Planted for a rule to find.
@NullMarked
package io.signalbox.testkit.arch.planted.settings;

import org.jspecify.annotations.NullMarked;

/// Planted for a rule to find.
@NullMarked
package io.signalbox.testkit.arch.planted.stray.web;

import org.jspecify.annotations.NullMarked;

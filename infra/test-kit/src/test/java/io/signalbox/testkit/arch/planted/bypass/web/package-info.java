/// Planted for a rule to find.
@NullMarked
package io.signalbox.testkit.arch.planted.bypass.web;

import org.jspecify.annotations.NullMarked;

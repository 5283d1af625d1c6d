/// Planted for a rule to find.
@NullMarked
package io.signalbox.testkit.arch.planted.forged.web;

import org.jspecify.annotations.NullMarked;

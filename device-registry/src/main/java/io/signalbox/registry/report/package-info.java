/// What devices tell of their place, in the order of their own numbers. Pure.
@NullMarked
package io.signalbox.registry.report;

import org.jspecify.annotations.NullMarked;

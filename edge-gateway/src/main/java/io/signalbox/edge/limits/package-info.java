/// How much an instance takes on: sizes, counts and times, each refused with an answer of its own.
@NullMarked
package io.signalbox.edge.limits;

import org.jspecify.annotations.NullMarked;

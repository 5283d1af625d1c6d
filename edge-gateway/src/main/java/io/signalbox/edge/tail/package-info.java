/// The live end of the log: one consumer over just the partitions that somebody here needs.
@NullMarked
package io.signalbox.edge.tail;

import org.jspecify.annotations.NullMarked;

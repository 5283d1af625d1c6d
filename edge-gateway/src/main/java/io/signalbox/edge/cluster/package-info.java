/// The edges as one: who is connected to any of them, how many, and words to all.
@NullMarked
package io.signalbox.edge.cluster;

import org.jspecify.annotations.NullMarked;

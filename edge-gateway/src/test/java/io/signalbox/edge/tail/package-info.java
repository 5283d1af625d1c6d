/// Tests of the package.
@NullMarked
package io.signalbox.edge.tail;

import org.jspecify.annotations.NullMarked;

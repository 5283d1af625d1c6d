/// Tests of the package.
@NullMarked
package io.signalbox.edge.watch;

import org.jspecify.annotations.NullMarked;

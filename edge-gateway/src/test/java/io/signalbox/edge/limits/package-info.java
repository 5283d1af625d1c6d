/// Tests of the package.
@NullMarked
package io.signalbox.edge.limits;

import org.jspecify.annotations.NullMarked;

/// Tests of the package.
@NullMarked
package io.signalbox.edge.identity;

import org.jspecify.annotations.NullMarked;

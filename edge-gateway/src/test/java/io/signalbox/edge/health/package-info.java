/// Tests of the package.
@NullMarked
package io.signalbox.edge.health;

import org.jspecify.annotations.NullMarked;

/// Tests of the package.
@NullMarked
package io.signalbox.edge.devices;

import org.jspecify.annotations.NullMarked;

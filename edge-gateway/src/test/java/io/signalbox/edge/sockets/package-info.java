/// Tests of the package.
@NullMarked
package io.signalbox.edge.sockets;

import org.jspecify.annotations.NullMarked;

/// Nodes: connections that are devices, and the methods by which operators see and use devices.
@NullMarked
package io.signalbox.edge.claw.node;

import org.jspecify.annotations.NullMarked;

/// The operator WebSocket: frames, handshake, connections, authorisation of methods, events. What
/// the methods do is elsewhere; they are [io.signalbox.edge.claw.Method] beans.
@NullMarked
package io.signalbox.edge.claw;

import org.jspecify.annotations.NullMarked;

/// WebSockets as all dialects need them: the upgrade, what waits to be sent, and closes that arrive.
@NullMarked
package io.signalbox.edge.sockets;

import org.jspecify.annotations.NullMarked;

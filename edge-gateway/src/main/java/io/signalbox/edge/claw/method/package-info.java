/// What operators can ask for over their socket: agents, chats, sessions and runs.
@NullMarked
package io.signalbox.edge.claw.method;

import org.jspecify.annotations.NullMarked;

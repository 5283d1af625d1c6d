/// The write path: commands into the log, answered when the read side shows what they did.
@NullMarked
package io.signalbox.edge.commands;

import org.jspecify.annotations.NullMarked;

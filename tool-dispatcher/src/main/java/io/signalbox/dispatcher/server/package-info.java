/// Executes the tools of target `server`: requests within the bounds of egress, and what needs
/// nothing but its arguments.
@NullMarked
package io.signalbox.dispatcher.server;

import org.jspecify.annotations.NullMarked;

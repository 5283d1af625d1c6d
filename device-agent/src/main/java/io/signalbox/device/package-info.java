/// The device agent: the command and what it starts.
@NullMarked
package io.signalbox.device;

import org.jspecify.annotations.NullMarked;

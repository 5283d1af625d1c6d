/// Ties a child process to its parent, so that no parent can leave it behind.
@NullMarked
package io.signalbox.stack.tether;

import org.jspecify.annotations.NullMarked;

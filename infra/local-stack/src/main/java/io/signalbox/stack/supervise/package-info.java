/// The whole stack as processes: starts it in order, watches it, ends it in order, and leaves
/// nothing behind.
@NullMarked
package io.signalbox.stack.supervise;

import org.jspecify.annotations.NullMarked;

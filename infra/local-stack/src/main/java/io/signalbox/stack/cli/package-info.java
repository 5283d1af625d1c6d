/// The commands behind the script `signalbox`.
@NullMarked
package io.signalbox.stack.cli;

import org.jspecify.annotations.NullMarked;

/// Commands of the machine, with fixed command lines.
@NullMarked
package io.signalbox.device.tool.shell;

import org.jspecify.annotations.NullMarked;

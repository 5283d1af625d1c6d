/// Tests of the write path.
@NullMarked
package io.signalbox.edge.commands;

import org.jspecify.annotations.NullMarked;

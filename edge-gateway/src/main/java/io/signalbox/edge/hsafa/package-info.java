/// The HTTP and SSE dialect: requests into commands, events into frames, no rule of the domain.
@NullMarked
package io.signalbox.edge.hsafa;

import org.jspecify.annotations.NullMarked;

/// The device socket of the dialect: frames in, frames out, one connection each.
@NullMarked
package io.signalbox.edge.hsafa.socket;

import org.jspecify.annotations.NullMarked;

/// How an instance is stopped without anybody losing anything.
@NullMarked
package io.signalbox.edge.draining;

import org.jspecify.annotations.NullMarked;

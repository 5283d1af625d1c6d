/// Watching a run: history and live tail joined into one stream without gap or repeat.
@NullMarked
package io.signalbox.edge.watch;

import org.jspecify.annotations.NullMarked;

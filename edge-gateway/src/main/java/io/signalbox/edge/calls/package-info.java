/// Tool calls as workers and browsers handle them: finding, claiming, renewing, settling.
@NullMarked
package io.signalbox.edge.calls;

import org.jspecify.annotations.NullMarked;

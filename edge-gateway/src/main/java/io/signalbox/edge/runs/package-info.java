/// What clients do with runs and sessions, whatever dialect they speak.
@NullMarked
package io.signalbox.edge.runs;

import org.jspecify.annotations.NullMarked;

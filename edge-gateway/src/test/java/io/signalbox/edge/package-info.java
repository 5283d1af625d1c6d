/// The edge as a whole, on a real broker and a real database, with the test in the place of the
/// other services.
@NullMarked
package io.signalbox.edge;

import org.jspecify.annotations.NullMarked;

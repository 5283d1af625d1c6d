/// Fixtures that the tests of all services share.
@NullMarked
package io.signalbox.testing;

import org.jspecify.annotations.NullMarked;

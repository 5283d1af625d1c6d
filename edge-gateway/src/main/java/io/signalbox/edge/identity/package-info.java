/// Who speaks: the principal of a request, proved before anything else happens.
@NullMarked
package io.signalbox.edge.identity;

import org.jspecify.annotations.NullMarked;

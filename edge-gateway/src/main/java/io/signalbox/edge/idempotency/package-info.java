/// Requests that may be sent again: the same key means the same request, and gets the same answer.
@NullMarked
package io.signalbox.edge.idempotency;

import org.jspecify.annotations.NullMarked;

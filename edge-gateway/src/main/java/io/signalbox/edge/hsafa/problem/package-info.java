/// Every failure as `application/problem+json`, mapped in one place.
@NullMarked
package io.signalbox.edge.hsafa.problem;

import org.jspecify.annotations.NullMarked;

/// What has been released stays readable: schemas and golden samples of every released version,
/// against today's.
@NullMarked
package io.signalbox.schemas.release;

import org.jspecify.annotations.NullMarked;

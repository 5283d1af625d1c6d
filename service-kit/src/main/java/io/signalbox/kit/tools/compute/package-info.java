/// What compute tools may say: a small language of JSON without loops that could last, without
/// time, chance or the world. Each expression ends, within bounds, with a value or a failure.
@NullMarked
package io.signalbox.kit.tools.compute;

import org.jspecify.annotations.NullMarked;

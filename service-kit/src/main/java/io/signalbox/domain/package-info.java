/// What every aggregate's rules are written in: pure, and dependent on nothing but the JDK.
@NullMarked
package io.signalbox.domain;

import org.jspecify.annotations.NullMarked;

package io.signalbox.testkit.arch.planted.cycle.one;

import io.signalbox.testkit.arch.planted.cycle.two.Two;

/// Planted: needs a package that needs this one.
public record One(Two two) {}

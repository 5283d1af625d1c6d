/// Rows of what devices told.
@NullMarked
package io.signalbox.registry.report.view;

import org.jspecify.annotations.NullMarked;

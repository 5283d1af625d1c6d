/// Runs and their events as rows, and as views for the edge.
@NullMarked
package io.signalbox.orchestrator.run.view;

import org.jspecify.annotations.NullMarked;

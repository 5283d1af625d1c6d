/// Sessions as rows, and as a view for the edge.
@NullMarked
package io.signalbox.orchestrator.session.view;

import org.jspecify.annotations.NullMarked;

/// Agents and their versions as rows, and as views for the edge.
@NullMarked
package io.signalbox.orchestrator.agent.view;

import org.jspecify.annotations.NullMarked;

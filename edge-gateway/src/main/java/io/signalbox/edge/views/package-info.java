/// Reads of what the services publish in the database schema `read`.
@NullMarked
package io.signalbox.edge.views;

import org.jspecify.annotations.NullMarked;

/// Checks of the documents, against their formats, the code and the running service.
@NullMarked
package io.signalbox.edge.apidocs;

import org.jspecify.annotations.NullMarked;

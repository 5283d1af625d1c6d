/// The documents of the edge's interfaces, served beside them: OpenAPI for HTTP, AsyncAPI for
/// sockets and topics.
@NullMarked
package io.signalbox.edge.apidocs;

import org.jspecify.annotations.NullMarked;

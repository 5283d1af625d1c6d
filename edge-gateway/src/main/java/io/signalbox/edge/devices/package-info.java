/// Sessions of the devices whose sockets this instance holds, whatever dialect they speak.
@NullMarked
package io.signalbox.edge.devices;

import org.jspecify.annotations.NullMarked;

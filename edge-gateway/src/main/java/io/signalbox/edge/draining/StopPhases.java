package io.signalbox.edge.draining;

import org.springframework.context.SmartLifecycle;

/// The order in which an instance is stopped; parts with a higher phase stop sooner, and each phase
/// begins when the one before is done.
///
/// ```
/// ANNOUNCE    readiness is off, new sockets and streams are refused; everything else is served
///             while those who route to this instance take notice (the grace)
/// WRITES      new requests are refused; those that began before are answered
/// CONNECTIONS streams end with EDGE_STOPPING, sockets with 1001 or 1012
/// WEB_SERVER  no connection is accepted; answers on their way are finished (Spring Boot's phase)
/// LOG         consumers of the log stop, then producers and pools are closed with their beans
/// ```
///
/// A write needs the log, so the log goes last; a stream would hold up the web server, so streams
/// end before it.
///
/// Spring stops whoever is injected with a part before that part, whatever their phases say. So no
/// part may be injected with one that has a higher phase; what others ask stands beside it, as
/// [Draining] does.
public final class StopPhases {
  public static final int ANNOUNCE = Integer.MAX_VALUE;
  public static final int WRITES = Integer.MAX_VALUE - 256;
  public static final int CONNECTIONS = Integer.MAX_VALUE - 512;

  /// Where Spring Boot puts the orderly end of its web server; named here for the order's sake.
  public static final int WEB_SERVER = SmartLifecycle.DEFAULT_PHASE - 1024;

  public static final int LOG = 0;

  private StopPhases() {}
}

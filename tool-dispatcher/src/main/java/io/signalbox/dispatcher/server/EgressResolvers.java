package io.signalbox.dispatcher.server;

import io.netty.resolver.AbstractAddressResolver;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import reactor.core.scheduler.Schedulers;

/// Looks up hosts and lets pass only those all of whose addresses are allowed. A connection goes to
/// exactly the addresses that were looked at, and there is no other way to one: what is an address
/// already comes by here, too.
final class EgressResolvers extends AddressResolverGroup<InetSocketAddress> {
  private final Egress egress;
  private final Lookup lookup;

  /// Where names lead to.
  @FunctionalInterface
  interface Lookup {
    InetAddress[] all(String host) throws UnknownHostException;
  }

  EgressResolvers(Egress egress, Lookup lookup) {
    this.egress = egress;
    this.lookup = lookup;
  }

  @Override
  protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
    return new Checked(executor);
  }

  private final class Checked extends AbstractAddressResolver<InetSocketAddress> {

    Checked(EventExecutor executor) {
      super(executor, InetSocketAddress.class);
    }

    @Override
    protected boolean doIsResolved(InetSocketAddress address) {
      return false;
    }

    @Override
    protected void doResolve(InetSocketAddress wanted, Promise<InetSocketAddress> promise) {
      Schedulers.boundedElastic()
          .schedule(() -> {
            try {
              promise.trySuccess(addresses(wanted).getFirst());
            } catch (IOException e) {
              promise.tryFailure(e);
            }
          });
    }

    @Override
    protected void doResolveAll(
        InetSocketAddress wanted, Promise<List<InetSocketAddress>> promise) {
      Schedulers.boundedElastic()
          .schedule(() -> {
            try {
              promise.trySuccess(addresses(wanted));
            } catch (IOException e) {
              promise.tryFailure(e);
            }
          });
    }
  }

  private List<InetSocketAddress> addresses(InetSocketAddress wanted) throws IOException {
    String host = wanted.getHostString();
    InetAddress[] found =
        wanted.isUnresolved() ? lookup.all(host) : new InetAddress[] {wanted.getAddress()};
    List<InetSocketAddress> allowed = new ArrayList<>();
    for (InetAddress address : found) {
      String objection = egress.objection(host, wanted.getPort(), address);
      if (objection != null) {
        throw new EgressBlockedException(host, objection);
      }
      allowed.add(new InetSocketAddress(address, wanted.getPort()));
    }
    return allowed;
  }
}

// SPDX-License-Identifier: Apache-2.0
package director.ipvs.table;

import java.util.Optional;

/** One request that changes the kernel's table. */
public sealed interface IpvsChange {

  /** A line for the log: "add real server 10.0.0.11:443 weight 1 to TCP 203.0.113.10:443". */
  String describe();

  /** The service that it is about; empty for what IPVS has beside its services. */
  default Optional<VirtualService.Id> about() {
    return Optional.empty();
  }

  /** Calls the one method of {@code cases} that is for this kind of change. */
  <R> R match(Cases<R> cases);

  /** What is to be done for each kind. */
  interface Cases<R> {
    R addService(VirtualService service);

    R editService(VirtualService after);

    R deleteService(VirtualService.Id id);

    R addServer(VirtualService.Id serviceId, RealServer server);

    R editServer(VirtualService.Id serviceId, RealServer after);

    R deleteServer(VirtualService.Id serviceId, RealServer.Id id);

    R setTimeouts(Timeouts after);

    R startDaemon(SyncDaemon daemon);

    R stopDaemon(SyncDaemon daemon);
  }

  record AddService(VirtualService service) implements IpvsChange {
    @Override
    public String describe() {
      return "add service " + service.id() + " " + service.settings();
    }

    @Override
    public Optional<VirtualService.Id> about() {
      return Optional.of(service.id());
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.addService(service);
    }
  }

  /** {@code before} is for the log; what it says the kernel is not asked about. */
  record EditService(VirtualService before, VirtualService after) implements IpvsChange {
    @Override
    public String describe() {
      return "change service "
          + after.id()
          + " from "
          + before.settings()
          + " to "
          + after.settings();
    }

    @Override
    public Optional<VirtualService.Id> about() {
      return Optional.of(after.id());
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.editService(after);
    }
  }

  /** With its real servers. */
  record DeleteService(VirtualService.Id serviceId) implements IpvsChange {
    @Override
    public String describe() {
      return "delete service " + serviceId;
    }

    @Override
    public Optional<VirtualService.Id> about() {
      return Optional.of(serviceId);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.deleteService(serviceId);
    }
  }

  record AddServer(VirtualService.Id serviceId, RealServer server) implements IpvsChange {
    @Override
    public String describe() {
      return "add real server " + server.id() + " " + server.settings() + " to " + serviceId;
    }

    @Override
    public Optional<VirtualService.Id> about() {
      return Optional.of(serviceId);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.addServer(serviceId, server);
    }
  }

  /** {@code before} is for the log; what it says the kernel is not asked about. */
  record EditServer(VirtualService.Id serviceId, RealServer before, RealServer after)
      implements IpvsChange {
    @Override
    public String describe() {
      return "change real server "
          + after.id()
          + " of "
          + serviceId
          + " from "
          + before.settings()
          + " to "
          + after.settings();
    }

    @Override
    public Optional<VirtualService.Id> about() {
      return Optional.of(serviceId);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.editServer(serviceId, after);
    }
  }

  record DeleteServer(VirtualService.Id serviceId, RealServer.Id serverId) implements IpvsChange {
    @Override
    public String describe() {
      return "delete real server " + serverId + " from " + serviceId;
    }

    @Override
    public Optional<VirtualService.Id> about() {
      return Optional.of(serviceId);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.deleteServer(serviceId, serverId);
    }
  }

  /** {@code before} is for the log; what it says the kernel is not asked about. */
  record SetTimeouts(Timeouts before, Timeouts after) implements IpvsChange {
    @Override
    public String describe() {
      return "change the timeouts from " + before + " to " + after;
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.setTimeouts(after);
    }
  }

  record StartDaemon(SyncDaemon daemon) implements IpvsChange {
    @Override
    public String describe() {
      return "start the " + daemon;
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.startDaemon(daemon);
    }
  }

  /**
   * Only the role counts. Linux 6.1 gives no answer, though it stops the daemon, when it has been
   * started just now, so that its thread has not yet run (EINTR, which netlink does not pass on).
   */
  record StopDaemon(SyncDaemon daemon) implements IpvsChange {
    @Override
    public String describe() {
      return "stop the " + daemon;
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.stopDaemon(daemon);
    }
  }
}

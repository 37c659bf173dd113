// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.ipvs.IpvsClient;
import director.ipvs.IpvsException;
import director.ipvs.IpvsRefusal;
import director.ipvs.IpvsSnapshot;
import director.ipvs.table.IpvsChange;
import director.ipvs.table.IpvsSettings;
import director.ipvs.table.IpvsStatistics;
import director.ipvs.table.IpvsTable;
import director.ipvs.table.RealServer;
import director.ipvs.table.SyncDaemon;
import director.ipvs.table.Timeouts;
import director.ipvs.table.VirtualService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A kernel's IPVS table in memory, with the kernel's rules, and a mind of its own when a test wants
 * so. For any thread.
 */
final class FakeIpvs implements IpvsClient, IpvsChange.Cases<Optional<String>> {
  private final SortedMap<VirtualService.Id, IpvsTable.Entry> services = new TreeMap<>();
  private final List<String> written = new ArrayList<>();
  private IpvsSettings settings =
      new IpvsSettings(
          new Timeouts(Duration.ofSeconds(900), Duration.ofSeconds(120), Duration.ofSeconds(300)),
          new TreeMap<>());
  private IpvsStatistics statistics = new IpvsStatistics(new TreeMap<>());
  private List<String> otherServices = List.of();
  private Function<IpvsChange, Optional<String>> refusal = change -> Optional.empty();
  private Runnable beforeRead = () -> {};
  private String unreadable = "";
  private long requests;
  private boolean losesAnswers;
  private boolean closed;

  FakeIpvs(IpvsTable table) {
    services.putAll(table.services());
  }

  synchronized IpvsTable table() {
    return new IpvsTable(services);
  }

  /** What somebody else makes of the table. */
  synchronized void becomes(IpvsTable table) {
    services.clear();
    services.putAll(table.services());
  }

  /** All changes that were made, a line each. */
  synchronized List<String> written() {
    return List.copyOf(written);
  }

  synchronized boolean closed() {
    return closed;
  }

  synchronized void counts(IpvsStatistics counted, List<String> others) {
    statistics = counted;
    otherServices = others;
  }

  /** From now on it refuses changes whose description contains {@code words}. */
  synchronized void refuse(String words, String sentence) {
    refusal =
        change ->
            change.describe().contains(words)
                ? Optional.of("cannot " + change.describe() + ": " + sentence)
                : Optional.empty();
  }

  synchronized void refuseNothing() {
    refusal = change -> Optional.empty();
  }

  /** From now on it cannot be read, for that reason; an empty one ends that. */
  synchronized void beUnreadable(String why) {
    unreadable = why;
  }

  /** From now on changes are made, and nobody hears what came of them. */
  synchronized void loseAnswers(boolean lose) {
    losesAnswers = lose;
  }

  /** Somebody else stops all sync daemons. */
  synchronized void stopDaemons() {
    settings = new IpvsSettings(settings.timeouts(), new TreeMap<>());
  }

  /** Runs {@code task} on the reading thread before each read. */
  synchronized void beforeRead(Runnable task) {
    beforeRead = task;
  }

  @Override
  public IpvsSnapshot read() throws IpvsException {
    Runnable before;
    synchronized (this) {
      before = beforeRead;
    }
    before.run();
    synchronized (this) {
      count();
      if (!unreadable.isEmpty()) {
        throw new IpvsException(unreadable, 105, null);
      }
      return new IpvsSnapshot(table(), settings, statistics, otherServices);
    }
  }

  @Override
  public synchronized List<IpvsRefusal> apply(List<IpvsChange> changes) throws IpvsException {
    List<IpvsRefusal> refusals = new ArrayList<>();
    Set<Optional<VirtualService.Id>> missing = new HashSet<>();
    for (IpvsChange change : changes) {
      count();
      Optional<String> refused = refusal.apply(change).or(() -> change.match(this));
      if (refused.isEmpty()) {
        written.add(change.describe());
      } else if (!missing.contains(change.about())) {
        IpvsRefusal told = new IpvsRefusal(change, refused.get(), 1);
        refusals.add(told);
        if (told.isOfMissingService()) {
          missing.add(change.about());
        }
      }
    }
    if (losesAnswers) {
      throw new IpvsException("answers were lost", 105, null);
    }
    return refusals;
  }

  private void count() {
    if (closed) {
      throw new IllegalStateException("a request after close()");
    }
    requests++;
  }

  @Override
  public void zero(VirtualService.Id service) {
    throw new UnsupportedOperationException("no test asks for it");
  }

  @Override
  public synchronized long requests() {
    return requests;
  }

  @Override
  public synchronized long writes() {
    return written.size();
  }

  @Override
  public synchronized void close() {
    closed = true;
  }

  @Override
  public Optional<String> addService(VirtualService service) {
    return unless(
        !services.containsKey(service.id()),
        service.id(),
        () -> services.put(service.id(), IpvsTable.Entry.of(service, List.of())));
  }

  @Override
  public Optional<String> editService(VirtualService after) {
    return unless(
        services.containsKey(after.id()),
        after.id(),
        () ->
            services.computeIfPresent(
                after.id(), (id, entry) -> new IpvsTable.Entry(after, entry.servers())));
  }

  @Override
  public Optional<String> deleteService(VirtualService.Id id) {
    services.remove(id);
    return Optional.empty();
  }

  @Override
  public Optional<String> addServer(VirtualService.Id serviceId, RealServer server) {
    boolean fits =
        services.containsKey(serviceId)
            && !services.get(serviceId).servers().containsKey(server.id());
    return unless(fits, server.id(), () -> put(serviceId, server));
  }

  @Override
  public Optional<String> editServer(VirtualService.Id serviceId, RealServer after) {
    boolean fits =
        services.containsKey(serviceId)
            && services.get(serviceId).servers().containsKey(after.id());
    return unless(fits, after.id(), () -> put(serviceId, after));
  }

  @Override
  public Optional<String> deleteServer(VirtualService.Id serviceId, RealServer.Id id) {
    services.computeIfPresent(
        serviceId,
        (key, entry) -> {
          SortedMap<RealServer.Id, RealServer> servers = new TreeMap<>(entry.servers());
          servers.remove(id);
          return new IpvsTable.Entry(entry.service(), servers);
        });
    return Optional.empty();
  }

  @Override
  public Optional<String> setTimeouts(Timeouts after) {
    settings = new IpvsSettings(after, settings.daemons());
    return Optional.empty();
  }

  @Override
  public Optional<String> startDaemon(SyncDaemon daemon) {
    SortedMap<SyncDaemon.Role, SyncDaemon> daemons = new TreeMap<>(settings.daemons());
    return unless(
        daemons.putIfAbsent(daemon.role(), daemon) == null,
        daemon,
        () -> settings = new IpvsSettings(settings.timeouts(), daemons));
  }

  @Override
  public Optional<String> stopDaemon(SyncDaemon daemon) {
    SortedMap<SyncDaemon.Role, SyncDaemon> daemons = new TreeMap<>(settings.daemons());
    daemons.remove(daemon.role());
    settings = new IpvsSettings(settings.timeouts(), daemons);
    return Optional.empty();
  }

  private void put(VirtualService.Id serviceId, RealServer server) {
    services.computeIfPresent(
        serviceId,
        (key, entry) -> {
          SortedMap<RealServer.Id, RealServer> servers = new TreeMap<>(entry.servers());
          servers.put(server.id(), server);
          return new IpvsTable.Entry(entry.service(), servers);
        });
  }

  private static Optional<String> unless(boolean fits, Object what, Runnable change) {
    if (!fits) {
      return Optional.of("the kernel has no place for this: " + what);
    }
    change.run();
    return Optional.empty();
  }
}

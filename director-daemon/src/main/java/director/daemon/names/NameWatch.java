// SPDX-License-Identifier: Apache-2.0
package director.daemon.names;

import director.daemon.config.ResolverConfig;
import director.netlink.text.AddressText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.Security;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks names up again and again, on a thread of its own: a resolver that hangs delays the next
 * look and nothing else. A name that is not answered keeps what it stood for.
 */
public final class NameWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("director");

  /** The machine's resolver (getaddrinfo(3), or something that stands for it in a test). */
  public interface Resolver {
    /**
     * All addresses of a name. Blocks.
     *
     * @throws UnknownHostException if it has none, or nobody could say
     */
    List<InetAddress> addresses(String name) throws UnknownHostException;
  }

  /**
   * What names stand for.
   *
   * @param problems a sentence for each name that was not answered, or not believed
   */
  public record Known(SortedMap<String, SortedSet<InetAddress>> addresses, List<String> problems) {
    public Known {
      addresses = Collections.unmodifiableSortedMap(new TreeMap<>(addresses));
      problems = List.copyOf(problems);
    }
  }

  private final Resolver resolver;
  private final KnownNames disk;
  private final Consumer<Known> listener;
  private final Known initially;
  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(
          1,
          task -> {
            Thread names = new Thread(task, "names");
            names.setDaemon(true);
            return names;
          });

  // All below is touched by the thread only.
  private final SortedMap<String, SortedSet<InetAddress>> addresses = new TreeMap<>();
  private final SortedMap<String, String> problems = new TreeMap<>();
  private Set<String> names = Set.of();
  private ResolverConfig config = ResolverConfig.DEFAULT;
  private @Nullable Future<?> looks;
  private boolean unwritten;

  private NameWatch(
      Resolver resolver, KnownNames disk, Consumer<Known> listener, Known remembered) {
    this.resolver = resolver;
    this.disk = disk;
    this.listener = listener;
    this.initially = remembered;
    addresses.putAll(remembered.addresses());
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /**
   * With what a former run has learnt; nothing is looked up before {@link #follow}.
   *
   * @param listener told by a thread of its own when anything has changed
   * @throws IOException if what a former run left cannot be read
   */
  public static NameWatch open(Resolver resolver, Path stateDirectory, Consumer<Known> listener)
      throws IOException {
    KnownNames disk = new KnownNames(stateDirectory);
    return new NameWatch(resolver, disk, listener, new Known(disk.load(), List.of()));
  }

  /** The machine's own resolver, without the memory that Java would put before it. */
  public static Resolver ofMachine() {
    Security.setProperty("networkaddress.cache.ttl", "0");
    Security.setProperty("networkaddress.cache.negative.ttl", "0");
    return name -> List.of(InetAddress.getAllByName(name));
  }

  /**
   * From now on these names are looked up once in every interval, and at once those that are new
   * here. The others wait for their turn, however often this is asked for: looks in quick
   * succession would take away what {@code resolver.max-change} lets stay until the next.
   */
  public void follow(Set<String> wanted, ResolverConfig how) {
    Set<String> copy = Set.copyOf(wanted);
    thread.execute(
        () -> {
          Known before = known();
          Set<String> fresh = new TreeSet<>(copy);
          fresh.removeAll(names);
          boolean sameBeat = how.interval().equals(config.interval());
          names = new TreeSet<>(copy);
          config = how;
          problems.keySet().retainAll(names);
          if (looks == null || !sameBeat) {
            beat(how.interval());
          }
          look(fresh, before);
        });
  }

  private void beat(Duration interval) {
    if (looks != null) {
      looks.cancel(false);
    }
    long pause = interval.toNanos();
    looks =
        thread.scheduleWithFixedDelay(
            () -> look(names, known()), pause, pause, TimeUnit.NANOSECONDS);
  }

  private void look(Set<String> some, Known before) {
    some.forEach(this::look);
    Known now = known();
    if (unwritten || !now.addresses().equals(before.addresses())) {
      remember();
    }
    if (!now.equals(before)) {
      listener.accept(now);
    }
  }

  /** Of names that are not followed any more too, lest a mistake in a reload lose them. */
  private Known known() {
    return new Known(addresses, List.copyOf(problems.values()));
  }

  private void look(String name) {
    SortedSet<InetAddress> before = addresses.getOrDefault(name, Step.ordered());
    try {
      Step step = Step.of(before, resolver.addresses(name), config.maxChange());
      addresses.put(name, step.addresses());
      tell(name, before, step);
      problem(name, doubts(name, step));
    } catch (UnknownHostException e) {
      String stays = before.isEmpty() ? "it has no servers yet" : "it keeps " + text(before);
      problem(name, "cannot resolve " + name + ": " + stays);
    }
  }

  private static @Nullable String doubts(String name, Step step) {
    if (!step.leaving().isEmpty()) {
      return name
          + " has lost more addresses than resolver.max-change lets go at once; these stay until the"
          + " next look: "
          + text(step.leaving());
    }
    return step.ignored() == 0
        ? null
        : name + " has more than " + Step.MOST + " addresses, " + step.ignored() + " are ignored";
  }

  private static void tell(String name, SortedSet<InetAddress> before, Step step) {
    if (!step.addresses().equals(before)) {
      LOG.info("{} stands for {} now", name, text(step.addresses()));
    }
  }

  private void problem(String name, @Nullable String sentence) {
    if (sentence == null) {
      problems.remove(name);
    } else if (!sentence.equals(problems.put(name, sentence))) {
      LOG.warn("{}", sentence);
    }
  }

  private static String text(Collection<InetAddress> all) {
    return all.stream().map(AddressText::of).collect(Collectors.joining(", "));
  }

  private void remember() {
    try {
      disk.save(addresses);
      unwritten = false;
    } catch (IOException e) {
      if (!unwritten) {
        LOG.error("cannot remember what names stand for: {}", e.toString());
      }
      unwritten = true;
    }
  }

  /** What is known before the first look. */
  public Known remembered() {
    return initially;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}

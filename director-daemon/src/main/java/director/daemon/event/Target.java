// SPDX-License-Identifier: Apache-2.0
package director.daemon.event;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What something happens to: {@code vip:photos}, {@code service:photos-https}, {@code
 * server:photos-https/router1}, {@code node}.
 *
 * @param name empty where there is only one of the kind
 */
public record Target(Kind kind, String name) implements Comparable<Target> {
  private static final Comparator<Target> ORDER =
      Comparator.comparing(Target::kind).thenComparing(Target::name);

  /** This director as a whole. */
  public static final Target NODE = new Target(Kind.NODE, "");

  /** The process that holds the elections. */
  public static final Target ELECTOR = new Target(Kind.ELECTOR, "");

  /** The kernel's table. */
  public static final Target IPVS = new Target(Kind.IPVS, "");

  /** The configuration as a whole. */
  public static final Target CONFIG = new Target(Kind.CONFIG, "");

  /** Sorts of targets, in the order in which they are listed. */
  public enum Kind {
    NODE,
    ELECTOR,
    CONFIG,
    IPVS,
    /** A virtual router, by the name of its section below {@code vrrp.instances}. */
    VIP,
    /** A sync group. */
    GROUP,
    /** A tracked script, file, process or service. */
    TRACK,
    SERVICE,
    /** {@code SERVICE/SERVER}. */
    SERVER,
    /** Another director, by its name. */
    PEER;

    /** "vip", as it is written before the colon. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static Target vip(String instance) {
    return new Target(Kind.VIP, instance);
  }

  public static Target service(String service) {
    return new Target(Kind.SERVICE, service);
  }

  /** Of a server, by the names that status has for them; neither has a slash. */
  public static Target server(String service, String server) {
    return new Target(Kind.SERVER, service + "/" + server);
  }

  /** Reads what {@link #toString} writes; empty for anything else. */
  public static Optional<Target> of(String text) {
    int colon = text.indexOf(':');
    String word = colon < 0 ? text : text.substring(0, colon);
    String name = colon < 0 ? "" : text.substring(colon + 1);
    return Stream.of(Kind.values())
        .filter(kind -> kind.word().equals(word))
        .findFirst()
        .map(kind -> new Target(kind, name));
  }

  /** Whether it is that, or a part of it: a server is a part of its service. */
  public boolean isWithin(Target whole) {
    return equals(whole)
        || (kind == Kind.SERVER && whole.kind == Kind.SERVICE && name.startsWith(whole.name + "/"));
  }

  @Override
  public int compareTo(Target other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return name.isEmpty() ? kind.word() : kind.word() + ":" + name;
  }
}

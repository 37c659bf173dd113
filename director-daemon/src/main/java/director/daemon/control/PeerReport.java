// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the directors of a pair tell each other, side by side. Nothing follows from it: elections
 * and health checks do not know it.
 *
 * @param transport {@code unicast to 192.0.2.12 port 8847}
 * @param configHash of our own configuration, without what differs between directors by nature
 * @param directors those that are asked for by address, and those that were heard; by address
 * @param refused datagrams that changed nothing, by reason
 */
public record PeerReport(
    String transport,
    String configHash,
    List<Director> directors,
    SortedMap<String, Long> refused) {

  public PeerReport {
    directors = List.copyOf(directors);
    refused = Collections.unmodifiableSortedMap(new TreeMap<>(refused));
  }

  /** Whether a director is heard. */
  public enum Hearing {
    HEARD,
    /** It was, and is silent now. */
    LOST,
    /** It was not since this director runs. */
    @JsonEnumDefaultValue
    UNHEARD
  }

  /**
   * Another director, as it told of itself last. What it told is null or empty before the first
   * time.
   *
   * @param since when {@code state} was entered
   * @param heard when it spoke last
   * @param started when its process began, by its own clock
   * @param roundTripMillis of a datagram to it and back; null while unknown
   * @param clockOffsetMillis of its wall clock from ours, positive when it is ahead; null while
   *     unknown
   * @param instances of either, by name
   * @param services of either, by name
   * @param differences the oldest first
   */
  public record Director(
      @Nullable String name,
      String address,
      Hearing state,
      Instant since,
      @Nullable Instant heard,
      @Nullable String version,
      @Nullable Instant started,
      @Nullable String configHash,
      @Nullable Double roundTripMillis,
      @Nullable Double clockOffsetMillis,
      List<Instance> instances,
      List<Service> services,
      List<Difference> differences) {
    public Director {
      instances = List.copyOf(instances);
      services = List.copyOf(services);
      differences = List.copyOf(differences);
    }

    /** Its name as far as it is known, else its address. */
    public String word() {
      return name == null ? address : name;
    }
  }

  /** A virtual router on both; null where it is not configured. */
  public record Instance(String name, @Nullable Role ours, @Nullable Role theirs) {}

  /**
   * Where an election stands on one of them.
   *
   * @param priority the effective one
   * @param withheld why it does not take over though it could; null when nothing holds it
   */
  public record Role(StatusReport.InstanceState state, int priority, @Nullable String withheld) {}

  /** A service on both; null where it is not configured. */
  public record Service(String name, @Nullable Health ours, @Nullable Health theirs) {}

  /** How many of its servers are UP, of all that are configured. */
  public record Health(int healthy, int total) {}

  /**
   * Something in which the two differ.
   *
   * @param about {@code version}, {@code clock}, {@code key}, {@code silence}, {@code
   *     service:photos-https}, {@code server:photos-https/router3}, {@code vip:photos}, {@code
   *     config}
   * @param sentence that names it, with both sides of it
   * @param since when it was first seen
   * @param settled it has lasted long enough not to be a matter of who saw it first
   * @param problem whether it is one once it is settled: what an operator ordered is none
   */
  public record Difference(
      String about, String sentence, Instant since, boolean settled, boolean problem) {}
}

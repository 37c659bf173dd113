// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.vrrp.orders.Adjustment;
import director.vrrp.packet.Rejection;
import director.vrrp.state.Convergence.Question;
import director.vrrp.state.VrrpState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one virtual router stands at an instant.
 *
 * @param priority the effective one, with which it takes part now: 1..255
 * @param configuredPriority 1..255
 * @param master who speaks, ourselves included; null when nobody was heard
 * @param masterPriority its priority; null with {@code master}
 * @param addresses the advertised ones first
 * @param since when it entered the state
 * @param reason of the last change
 * @param interval how often it advertises as MASTER
 * @param masterInterval how often the master does: learned in v3, our own otherwise
 * @param masterDownInterval how long a BACKUP waits for a silent master
 * @param transport "multicast 224.0.0.18", "unicast to 192.0.2.2"
 * @param authentication "none", "password", "hmac, enforce, key 2"; no secret is in it
 * @param syncGroup its name; null when the virtual router stands alone
 * @param adjustment what was added to the configured priority and why, tracked interfaces included
 * @param withheld why it does not take over though it could; empty when it would
 * @param addressesDiffer whether the latest valid advertisement listed other addresses than ours
 * @param warnings what is wrong around it though it works, in sentences with a remedy
 * @param hardwareAddress at which the virtual addresses are reached here, "02:00:00:00:00:01"; null
 *     when it is not known
 * @param failure all that the kernel refused since the start and has not granted since; empty when
 *     all is well
 */
public record InstanceStatus(
    String name,
    String interfaceName,
    int virtualRouterId,
    int version,
    VrrpState state,
    int priority,
    int configuredPriority,
    @Nullable String master,
    @Nullable Integer masterPriority,
    List<Address> addresses,
    Instant since,
    String reason,
    Duration interval,
    Duration masterInterval,
    Duration masterDownInterval,
    String transport,
    String authentication,
    @Nullable String syncGroup,
    Adjustment adjustment,
    String withheld,
    boolean addressesDiffer,
    List<String> warnings,
    Convergence convergence,
    @Nullable String hardwareAddress,
    Statistics statistics,
    String failure) {
  public InstanceStatus {
    addresses = List.copyOf(addresses);
    warnings = List.copyOf(warnings);
  }

  /** A virtual address, and whether it is on our interface. */
  public record Address(String address, boolean present) {}

  /**
   * Counts since the elector knows the virtual router. Names in brackets are those of RFC 6527 and
   * of keepalived's statistics.
   *
   * @param sent advertisements (advert_sent)
   * @param received valid advertisements (vrrpv3StatisticsRcvdAdvertisements, advert_rcvd)
   * @param becameMaster transitions to MASTER (vrrpv3StatisticsMasterTransitions, become_master)
   * @param releasedMaster transitions from MASTER (release_master)
   * @param priorityZeroSent resignations (vrrpv3StatisticsSentPriZeroPackets, pri_zero_sent)
   * @param priorityZeroReceived resignations of others (vrrpv3StatisticsRcvdPriZeroPackets,
   *     pri_zero_rcvd)
   * @param addressMismatches valid advertisements whose addresses are not ours
   *     (vrrpv3StatisticsAddressListErrors, addr_list_err)
   * @param wrongInterval advertisements with another interval than ours, dropped in v2 and learned
   *     in v3 (vrrpv3StatisticsAdvIntervalErrors, advert_interval_err)
   * @param addressesRestored addresses that somebody else removed and we put back
   * @param announcements gratuitous ARP and neighbour advertisements, one an address each time
   * @param rejected dropped packets by reason, only reasons that occurred (among them
   *     vrrpv3StatisticsIpTtlErrors, ...RcvdInvalidTypePackets, ...PacketLengthErrors)
   * @param segmentRejected the same on its interface for packets that name no virtual router of
   *     ours (vrrpv3RouterVrIdErrors)
   */
  public record Statistics(
      long sent,
      long received,
      long becameMaster,
      long releasedMaster,
      long priorityZeroSent,
      long priorityZeroReceived,
      long addressMismatches,
      long wrongInterval,
      long addressesRestored,
      long announcements,
      Map<Rejection, Long> rejected,
      Map<Rejection, Long> segmentRejected) {
    public static final Statistics NONE =
        new Statistics(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Map.of(), Map.of());

    public Statistics {
      rejected = inOrder(rejected);
      segmentRejected = inOrder(segmentRejected);
    }

    private static Map<Rejection, Long> inOrder(Map<Rejection, Long> counts) {
      Map<Rejection, Long> sorted = new EnumMap<>(Rejection.class);
      sorted.putAll(counts);
      return Collections.unmodifiableMap(sorted);
    }
  }

  /**
   * Whether the neighbours find the addresses here since the last takeover.
   *
   * @param proven who does, and for which address
   * @param open who was asked in vain until now
   */
  public record Convergence(
      director.vrrp.state.Convergence.State state, List<String> proven, List<String> open) {
    public Convergence {
      proven = List.copyOf(proven);
      open = List.copyOf(open);
    }

    static Convergence of(director.vrrp.state.Convergence is) {
      return new Convergence(is.state(), sentences(is.proven()), sentences(is.open()));
    }

    private static List<String> sentences(List<Question> questions) {
      return questions.stream().map(Question::toString).toList();
    }
  }
}

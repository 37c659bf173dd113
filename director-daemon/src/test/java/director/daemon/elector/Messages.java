// SPDX-License-Identifier: Apache-2.0
package director.daemon.elector;

import director.daemon.event.Target;
import director.daemon.orders.state.Moment;
import director.daemon.orders.state.StandingOrder;
import director.daemon.orders.state.StandingOrder.Verb;
import director.vrrp.ElectionListener.Change;
import director.vrrp.HandoverOutcome;
import director.vrrp.InstanceStatus;
import director.vrrp.orders.Adjustment;
import director.vrrp.orders.InstanceOrders;
import director.vrrp.orders.Orders;
import director.vrrp.orders.VirtualAddress;
import director.vrrp.packet.Rejection;
import director.vrrp.state.Convergence;
import director.vrrp.state.VirtualRouter;
import director.vrrp.state.VrrpState;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Messages as values, and as they stand on the wire, written down by hand. */
final class Messages {
  static final InstanceOrders PHOTOS =
      InstanceOrders.of(
          "photos",
          "eth0",
          51,
          new VirtualRouter(3, 150, Duration.ofMillis(250), true, Duration.ofSeconds(90)),
          List.of(
              new VirtualAddress(address("203.0.113.10"), 24),
              new VirtualAddress(address("203.0.113.11"), 32)));

  static final String PHOTOS_JSON =
      """
      {"name":"photos","interfaceName":"eth0","virtualRouterId":51,\
      "router":{"version":3,"priority":150,"interval":"PT0.25S",\
      "preempt":true,"preemptDelay":"PT1M30S"},\
      "checksum":"WITH_PSEUDO_HEADER","transport":{"kind":"multicast","group":"224.0.0.18"},\
      "authentication":{"kind":"none"},"addresses":[{"address":"203.0.113.10",\
      "prefixLength":24,"device":null,"label":null,"scope":0,"peer":null,\
      "detectsDuplicates":false},{"address":"203.0.113.11",\
      "prefixLength":32,"device":null,"label":null,"scope":0,"peer":null,\
      "detectsDuplicates":false}],"excluded":[],"routes":[],"rules":[],"vmac":null,\
      "announcing":{"burst":5,"again":"PT5S","refresh":"PT1M","pace":"PT0S"},\
      "witnesses":{"gateway":false,"addresses":[],"every":"PT0S"},"onAddressLoss":"RESTORE",\
      "lease":"PT0S","tracked":[],"tracksInterface":true}\
      """;

  static final Orders NOTHING = Orders.of(List.of());
  static final ToElector ORDER = new ToElector.Order(Orders.of(List.of(PHOTOS)));
  static final String ORDER_JSON = order(PHOTOS_JSON);
  static final String NO_ORDER_JSON = order("");

  static final ToElector STOP = new ToElector.Stop("the director was stopped");
  static final String STOP_JSON = "{\"say\":\"stop\",\"reason\":\"the director was stopped\"}";

  static final FromElector HELLO =
      new FromElector.Hello(
          4711, "0.1.0", List.of("adjust", "hand-over", "order", "standby", "stop"), true);
  static final String HELLO_JSON =
      "{\"say\":\"hello\",\"pid\":4711,\"version\":\"0.1.0\","
          + "\"hears\":[\"adjust\",\"hand-over\",\"order\",\"standby\",\"stop\"],"
          + "\"keepsOrders\":true}";

  /** Of one that hears all, and keeps nothing. */
  static final String FORGETFUL_HELLO_JSON = HELLO_JSON.replace("true}", "null}");

  static final FromElector OLD_HELLO = new FromElector.Hello(4711, "0.1.0", null, null);
  static final String OLD_HELLO_JSON = "{\"say\":\"hello\",\"pid\":4711,\"version\":\"0.1.0\"}";

  static final Adjustment SLOWER = new Adjustment(-20, "", List.of("script nginx exits 1: -20"));
  static final ToElector ADJUST = new ToElector.Adjust(new TreeMap<>(Map.of("photos", SLOWER)));
  static final String ADJUST_JSON =
      "{\"say\":\"adjust\",\"adjustments\":{\"photos\":{\"weight\":-20,\"fault\":\"\","
          + "\"reasons\":[\"script nginx exits 1: -20\"]}}}";

  static final Moment GIVEN =
      new Moment(Instant.parse("2026-11-22T05:28:00Z"), "b", Duration.ofMinutes(1));
  static final StandingOrder HANDED_OVER =
      new StandingOrder(
          Target.vip("photos"), Verb.HANDOVER, 0, null, GIVEN, "uid 0", "asked for", true, null);
  static final StandingOrder STANDING_BY =
      new StandingOrder(
          Target.NODE,
          Verb.STANDBY,
          0,
          Duration.ofMinutes(30),
          GIVEN,
          "uid 0",
          "repairs",
          true,
          null);
  private static final String GIVEN_JSON =
      "\"given\":{\"wall\":\"2026-11-22T05:28:00Z\",\"boot\":\"b\",\"uptime\":\"PT1M\"},"
          + "\"by\":\"uid 0\",";

  static final ToElector HAND_OVER =
      new ToElector.HandOver("photos", "asked for (by uid 0)", 1, HANDED_OVER);
  static final String HAND_OVER_JSON =
      "{\"say\":\"hand-over\",\"instance\":\"photos\",\"reason\":\"asked for (by uid 0)\","
          + "\"request\":1,\"order\":{\"target\":{\"kind\":\"VIP\",\"name\":\"photos\"},"
          + "\"verb\":\"HANDOVER\",\"weight\":0,\"length\":null,"
          + GIVEN_JSON
          + "\"reason\":\"asked for\",\"persist\":true,\"fulfilledAfter\":null}}";

  static final ToElector STANDBY =
      new ToElector.Standby(true, "repairs (by uid 0)", 1, STANDING_BY);
  private static final String STANDING_BY_JSON =
      "{\"target\":{\"kind\":\"NODE\",\"name\":\"\"},"
          + "\"verb\":\"STANDBY\",\"weight\":0,\"length\":\"PT30M\","
          + GIVEN_JSON
          + "\"reason\":\"repairs\",\"persist\":true,\"fulfilledAfter\":null}";
  static final String STANDBY_JSON =
      "{\"say\":\"standby\",\"on\":true,\"reason\":\"repairs (by uid 0)\",\"request\":1,"
          + "\"order\":"
          + STANDING_BY_JSON
          + "}";

  /** Until somebody resumes or everything is started anew. */
  static final StandingOrder PASSING =
      new StandingOrder(Target.NODE, Verb.STANDBY, 0, null, GIVEN, "uid 0", "repairs", false, null);

  static final String PASSING_JSON =
      STANDBY_JSON.replace("\"PT30M\"", "null").replace("\"persist\":true", "\"persist\":false");

  static final FromElector ANSWER =
      new FromElector.Answer(
          1, new HandoverOutcome(HandoverOutcome.Result.DONE, "192.0.2.2 is MASTER"));
  static final String ANSWER_JSON =
      "{\"say\":\"answer\",\"request\":1,\"outcome\":{\"result\":\"DONE\","
          + "\"sentence\":\"192.0.2.2 is MASTER\"}}";

  static final Change CHANGE =
      new Change(
          Instant.parse("2026-11-22T05:28:00.123456Z"),
          "photos",
          VrrpState.BACKUP,
          VrrpState.MASTER,
          "192.0.2.2 (priority 150) was silent for 3.609 s");
  static final FromElector CHANGED = new FromElector.Changed(CHANGE);
  static final String CHANGED_JSON =
      "{\"say\":\"changed\",\"change\":{\"at\":\"2026-11-22T05:28:00.123456Z\","
          + "\"instance\":\"photos\",\"from\":\"BACKUP\",\"to\":\"MASTER\","
          + "\"reason\":\"192.0.2.2 (priority 150) was silent for 3.609 s\"}}";

  static final InstanceStatus MASTER =
      new InstanceStatus(
          "photos",
          "eth0",
          51,
          3,
          VrrpState.MASTER,
          140,
          150,
          "192.0.2.1",
          140,
          List.of(new InstanceStatus.Address("203.0.113.10/24", true)),
          Instant.parse("2026-11-22T05:28:00Z"),
          "nobody else",
          Duration.ofSeconds(1),
          Duration.ofMillis(250),
          Duration.ofMillis(3414),
          "multicast 224.0.0.18",
          "none",
          "both",
          new Adjustment(-10, "", List.of("script nginx exits 1: -10")),
          "",
          true,
          List.of("a sentence with a remedy"),
          new InstanceStatus.Convergence(
              Convergence.State.PROVEN, List.of("203.0.113.1 for 203.0.113.10"), List.of()),
          "02:00:00:00:00:01",
          new InstanceStatus.Statistics(
              12,
              3,
              1,
              2,
              4,
              5,
              6,
              7,
              8,
              9,
              Map.of(Rejection.CHECKSUM, 2L),
              Map.of(Rejection.UNKNOWN_VRID, 5L)),
          "add 203.0.113.11/32");
  static final InstanceStatus SILENT =
      new InstanceStatus(
          "thumbs",
          "eth1",
          52,
          2,
          VrrpState.FAULT,
          100,
          100,
          null,
          null,
          List.of(),
          Instant.parse("2026-11-22T05:28:00Z"),
          "eth1 is down",
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(4),
          "unicast to 192.0.2.2",
          "password",
          null,
          Adjustment.NONE,
          "it was handed over",
          false,
          List.of(),
          InstanceStatus.Convergence.OFF,
          null,
          InstanceStatus.Statistics.NONE,
          "");
  static final FromElector STANDING =
      new FromElector.Standing(List.of(MASTER, SILENT), List.of(STANDING_BY), null);
  static final String STANDING_JSON =
      """
      {"say":"standing","instances":[{"name":"photos","interfaceName":"eth0",\
      "virtualRouterId":51,"version":3,"state":"MASTER","priority":140,\
      "configuredPriority":150,"master":"192.0.2.1","masterPriority":140,\
      "addresses":[{"address":"203.0.113.10/24","present":true}],\
      "since":"2026-11-22T05:28:00Z","reason":"nobody else","interval":"PT1S",\
      "masterInterval":"PT0.25S","masterDownInterval":"PT3.414S",\
      "transport":"multicast 224.0.0.18","authentication":"none","syncGroup":"both",\
      "adjustment":{"weight":-10,"fault":"","reasons":["script nginx exits 1: -10"]},\
      "withheld":"","addressesDiffer":true,"warnings":["a sentence with a remedy"],\
      "convergence":{"state":"PROVEN","proven":["203.0.113.1 for 203.0.113.10"],\
      "open":[]},"hardwareAddress":"02:00:00:00:00:01",\
      "statistics":{"sent":12,"received":3,"becameMaster":1,"releasedMaster":2,\
      "priorityZeroSent":4,"priorityZeroReceived":5,"addressMismatches":6,\
      "wrongInterval":7,"addressesRestored":8,"announcements":9,\
      "rejected":{"CHECKSUM":2},"segmentRejected":{"UNKNOWN_VRID":5}},\
      "failure":"add 203.0.113.11/32"},\
      {"name":"thumbs","interfaceName":"eth1",\
      "virtualRouterId":52,"version":2,"state":"FAULT","priority":100,\
      "configuredPriority":100,"master":null,"masterPriority":null,"addresses":[],\
      "since":"2026-11-22T05:28:00Z","reason":"eth1 is down","interval":"PT1S",\
      "masterInterval":"PT1S","masterDownInterval":"PT4S",\
      "transport":"unicast to 192.0.2.2","authentication":"password","syncGroup":null,\
      "adjustment":{"weight":0,"fault":"","reasons":[]},\
      "withheld":"it was handed over","addressesDiffer":false,"warnings":[],\
      "convergence":{"state":"OFF","proven":[],"open":[]},"hardwareAddress":null,\
      "statistics":{"sent":0,"received":0,"becameMaster":0,"releasedMaster":0,\
      "priorityZeroSent":0,"priorityZeroReceived":0,"addressMismatches":0,\
      "wrongInterval":0,"addressesRestored":0,"announcements":0,\
      "rejected":{},"segmentRejected":{}},"failure":""}],"orders":[\
      """
          + STANDING_BY_JSON
          + "],\"problem\":null}";

  private Messages() {}

  /** An order of these instances. */
  static String order(String instances) {
    return """
        {"say":"order","orders":{"startDelay":"PT0S","instances":[%s],"groups":[],\
        "addresses":[],"routes":[],"rules":[]}}\
        """
        .formatted(instances);
  }

  static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(literal, e);
    }
  }
}

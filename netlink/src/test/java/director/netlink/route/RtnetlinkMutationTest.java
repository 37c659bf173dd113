// SPDX-License-Identifier: Apache-2.0
package director.netlink.route;

import static org.junit.jupiter.api.Assertions.assertTrue;

import director.netlink.Bytes;
import director.netlink.Mutations;
import director.netlink.NetlinkException;
import director.netlink.NetlinkMessage;
import director.testkit.Seeds;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RtnetlinkMutationTest {
  /** A payload and the type of its message; one more is the message that it is gone. */
  private record Sample(int type, String payload) {}

  private static final List<Sample> SAMPLES =
      List.of(
          new Sample(16, LinkCodecTest.ETH0),
          new Sample(16, LinkCodecTest.MACVLAN),
          new Sample(20, AddressCodecTest.IPV4),
          new Sample(20, AddressCodecTest.IPV6),
          new Sample(24, RouteCodecTest.GATEWAY),
          new Sample(24, RouteCodecTest.MULTIPATH),
          new Sample(24, RouteCodecTest.IPV6),
          new Sample(32, RuleCodecTest.IPV4),
          new Sample(32, RuleCodecTest.IPV6),
          new Sample(28, NeighbourCodecTest.IPV4));

  static LongStream seeds() {
    return Seeds.first(20);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  @DisplayName("whatever the bytes are, the only exception is a NetlinkException")
  void onlyNetlinkException(long seed) throws Exception {
    Random random = new Random(seed);
    int read = 0;
    int refused = 0;

    for (int i = 0; i < 5000; i++) {
      Sample sample = SAMPLES.get(random.nextInt(SAMPLES.size()));
      NetlinkMessage spoilt =
          new NetlinkMessage(
              sample.type() + random.nextInt(2),
              0,
              Mutations.of(Bytes.of(sample.payload()), random));
      try {
        Rtnetlink.decode(spoilt);
        NeighbourCodec.decode(spoilt);
        read++;
      } catch (NetlinkException e) {
        refused++;
      }
    }

    assertTrue(read > 250 && refused > 250, read + " read, " + refused + " refused");
  }
}

// SPDX-License-Identifier: Apache-2.0
package director.netlink.route;

import static org.junit.jupiter.api.Assertions.assertTrue;

import director.netlink.Bytes;
import director.netlink.Mutations;
import director.netlink.NetlinkException;
import director.netlink.NetlinkMessage;
import director.testkit.Seeds;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RouteCodecMutationTest {
  private static final List<ByteBuffer> PAYLOADS =
      List.of(
          Bytes.of(RouteCodecTest.ETH0),
          Bytes.of(RouteCodecTest.IPV4),
          Bytes.of(RouteCodecTest.IPV6));

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

    for (int i = 0; i < 2000; i++) {
      int kind = random.nextInt(3);
      ByteBuffer spoilt = Mutations.of(PAYLOADS.get(kind), random);
      int type = (kind == 0 ? 16 : 20) + random.nextInt(2);
      try {
        RouteCodec.decode(new NetlinkMessage(type, 0, spoilt));
        read++;
      } catch (NetlinkException e) {
        refused++;
      }
    }

    assertTrue(read > 100 && refused > 100, read + " read, " + refused + " refused");
  }
}

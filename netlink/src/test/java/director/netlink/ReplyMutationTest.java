// SPDX-License-Identifier: Apache-2.0
package director.netlink;

import static org.junit.jupiter.api.Assertions.assertTrue;

import director.testkit.Seeds;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReplyMutationTest {
  private static final List<ByteBuffer> DATAGRAMS =
      List.of(
          Bytes.of(
              "14000000 10000200 07000000 34120000 aaaaaaaa"
                  + "14000000 10000200 07000000 34120000 bbbbbbbb"
                  + "14000000 03000200 07000000 34120000 00000000"),
          Bytes.of(
              "44000000 02000003 07000000 34120000 edffffff 14000000 14000506 07000000 34120000"
                  + "1e000100 69707636 3a206e6f 20737563 68206465 76696365 20686572 65000000"));

  static LongStream seeds() {
    return Seeds.first(20);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  @DisplayName("whatever the bytes are, the only exception is a NetlinkException")
  void onlyNetlinkException(long seed) {
    Random random = new Random(seed);
    int taken = 0;
    int refused = 0;

    for (int i = 0; i < 2000; i++) {
      ByteBuffer spoilt = Mutations.of(DATAGRAMS.get(i % DATAGRAMS.size()), random);
      Messages messages = new Messages();
      Reply reply = new Reply(7, 0x1234, i % 4 < 2, messages);
      try {
        reply.take(spoilt);
        for (NetlinkMessage message : messages.list()) {
          Attributes.parse(message.payload());
        }
        taken++;
      } catch (NetlinkException e) {
        refused++;
      }
    }

    assertTrue(taken > 100 && refused > 100, taken + " taken, " + refused + " refused");
  }
}

// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrpcHealthTest {

  private static final HexFormat HEX = HexFormat.of();

  @Test
  @DisplayName("a request has the name of the service, or nothing")
  void requests() {
    assertEquals("0000000000", HEX.formatHex(GrpcHealth.request("")));
    assertEquals("0000000006" + "0a04" + "70686f74", HEX.formatHex(GrpcHealth.request("phot")));
    assertTrue(
        HEX.formatHex(GrpcHealth.request("x".repeat(300)))
            .startsWith("000000012f" + "0aac02" + "7878"));
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @DisplayName("an answer has a status, among fields that we need not know")
  @CsvSource({
    "0000000000, '', UNKNOWN",
    "0000000002, 0800, UNKNOWN",
    "0000000002, 0801, SERVING",
    "0000000002, 0802, NOT_SERVING",
    "0000000002, 0803, SERVICE_UNKNOWN",
    "0000000002, 0804, status 4",
    "0000000004, 08020801, SERVING",
    "0000000003, 088100, SERVING",
    "0000000017, 1096011a0200ff21000102030405060725000102030801, SERVING",
  })
  void statuses(String prefix, String message, String status) {

    assertEquals(Optional.of(status), GrpcHealth.status(HEX.parseHex(prefix + message)));
  }

  @ParameterizedTest(name = "hex {0}")
  @DisplayName("anything else is no answer")
  @CsvSource({
    "''",
    "00000000",
    "0100000000",
    "000000000208",
    "00000000020801ff",
    "00000000ff0801",
    "0000000001" + "08",
    "0000000002" + "08ff",
    "000000000b" + "08ffffffffffffffffffff",
    "000000000b" + "08ffffffffffffffffff01",
    "0000000003" + "120508",
    "0000000002" + "2100",
    "0000000002" + "0b00",
    "ffffffffff",
  })
  void others(String answer) {
    assertEquals(Optional.empty(), GrpcHealth.status(HEX.parseHex(answer)));
  }

  @Test
  @DisplayName("whatever comes can be read")
  void garbage() {
    Random random = new Random(3);
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = new byte[5 + random.nextInt(20)];
      random.nextBytes(bytes);
      bytes[0] = 0;
      bytes[1] = 0;
      bytes[2] = 0;
      bytes[3] = 0;
      bytes[4] = (byte) (bytes.length - 5);

      assertTrue(GrpcHealth.status(bytes).orElse("").length() < 30);
    }
  }
}

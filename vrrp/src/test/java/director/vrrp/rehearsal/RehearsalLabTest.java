// SPDX-License-Identifier: Apache-2.0
package director.vrrp.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.NetworkInterface;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("lab")
class RehearsalLabTest {

  private static List<String> interfaces() throws Exception {
    return NetworkInterface.networkInterfaces().map(NetworkInterface::getName).sorted().toList();
  }

  @Test
  @DisplayName("takeovers are played, and nothing of them shows on this host's interfaces")
  void plays() throws Exception {
    List<String> before = interfaces();
    CompletableFuture<String> said = new CompletableFuture<>();

    Rehearsal.begin(said::complete);

    String sentence = said.get(20, TimeUnit.SECONDS);
    assertTrue(sentence.matches("[1-9][0-9]* takeovers rehearsed in [0-9]+ ms"), sentence);
    assertEquals(before, interfaces());
  }
}

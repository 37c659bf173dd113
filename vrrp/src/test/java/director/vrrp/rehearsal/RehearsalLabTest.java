// SPDX-License-Identifier: Apache-2.0
package director.vrrp.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.NetworkInterface;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("lab")
class RehearsalLabTest {
  private static final Pattern SENTENCE =
      Pattern.compile("(?<takeovers>\\d+) takeovers rehearsed in (?<rounds>\\d+) rounds, \\d+ ms");

  private static List<String> interfaces() throws Exception {
    return NetworkInterface.networkInterfaces().map(NetworkInterface::getName).sorted().toList();
  }

  @Test
  @DisplayName("takeovers are played, and nothing of them shows on this host's interfaces")
  void plays() throws Exception {
    List<String> before = interfaces();
    CompletableFuture<String> said = new CompletableFuture<>();
    List<Boolean> intermissions = new CopyOnWriteArrayList<>();

    Rehearsal.begin(() -> intermissions.add(said.isDone()), said::complete);

    String sentence = said.get(20, TimeUnit.SECONDS);
    Matcher told = SENTENCE.matcher(sentence);
    assertTrue(told.matches(), sentence);
    // Two in a round: the second only where the better master was heard, and heard to resign.
    assertTrue(
        Integer.parseInt(told.group("takeovers")) > Integer.parseInt(told.group("rounds")),
        sentence);
    assertEquals(List.of(false), intermissions);
    assertEquals(before, interfaces());
  }
}

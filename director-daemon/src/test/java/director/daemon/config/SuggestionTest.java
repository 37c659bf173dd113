// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
  private static final List<String> KEYS =
      List.of(
          "interface",
          "virtual-router-id",
          "version",
          "priority",
          "advertisement-interval",
          "virtual-addresses",
          "preempt",
          "preempt-delay");

  @ParameterizedTest(name = "{0}: {1}")
  @DisplayName("a key is guessed from its spelling, its beginning, or keepalived")
  @CsvSource(
      delimiter = '|',
      value = {
        "prioritty             | did you mean priority?",
        "proirity              | did you mean priority?",
        "Priority              | did you mean priority?",
        "virtual_router_id     | did you mean virtual-router-id?",
        "advertisement         | did you mean advertisement-interval?",
        "preempt-del           | did you mean preempt-delay?",
        "preempts              | did you mean preempt?",
        "nopreempt             | did you mean preempt = false? (nopreempt is keepalived's word)",
        "virtual_ipaddress     | did you mean virtual-addresses? (virtual_ipaddress is keepalived's word)",
        "state                 | ''",
        "delay_loop            | ''", // keepalived's word for a key of some other section
        "x                     | ''",
      })
  void guessesKeys(String written, String hint) {
    assertEquals(hint, Suggestion.forKey(KEYS, written));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @DisplayName("among words alike, the one that begins like it wins, then the nearest")
  @CsvSource({"wr, did you mean wrr?", "wlcc, did you mean wlc?", "hs, did you mean sh?", "zz, ''"})
  void guessesWords(String written, String hint) {
    assertEquals(hint, Suggestion.among(List.of("rr", "wrr", "lc", "wlc", "dh", "sh"), written));
  }
}

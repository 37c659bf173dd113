// SPDX-License-Identifier: Apache-2.0
package director.daemon.names;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import director.daemon.Tables;
import java.net.InetAddress;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An answer of the resolver")
class StepTest {
  @Test
  @DisplayName("is taken whole when nothing was known")
  void first() {
    Step step = Step.of(of(), of("10.0.0.2", "10.0.0.1"), 0.5);

    assertEquals(new Step(of("10.0.0.1", "10.0.0.2"), List.of(), 0), step);
  }

  @Test
  @DisplayName("adds at once, and takes away no more than its share; the rest at the next look")
  void takesAwayInSteps() {
    SortedSet<InetAddress> before = of("10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4");
    SortedSet<InetAddress> answer = of("10.0.0.4", "10.0.0.9");

    Step one = Step.of(before, answer, 0.5);
    Step two = Step.of(one.addresses(), answer, 0.5);

    assertEquals(
        new Step(of("10.0.0.3", "10.0.0.4", "10.0.0.9"), List.of(address("10.0.0.3")), 0), one);
    assertEquals(new Step(answer, List.of(), 0), two);
  }

  @Test
  @DisplayName("takes one away however small the share is")
  void alwaysOne() {
    assertEquals(
        of("10.0.0.2"), Step.of(of("10.0.0.1", "10.0.0.2"), of("10.0.0.2"), 0).addresses());
  }

  @Test
  @DisplayName("that is all other addresses leaves half of the old ones for a look")
  void allOther() {
    Step step = Step.of(of("10.0.0.1", "10.0.0.2"), of("10.9.0.1", "2001:db8::1"), 0.5);

    assertEquals(of("10.0.0.2", "10.9.0.1", "2001:db8::1"), step.addresses());
  }

  @Test
  @DisplayName("of a thousand addresses keeps those that were there, and 256 in all")
  void huge() {
    List<InetAddress> answer =
        IntStream.range(0, 1000).mapToObj(i -> address("10.1." + i / 250 + "." + i % 250)).toList();
    SortedSet<InetAddress> before = of("10.1.3.249");

    Step step = Step.of(before, answer, 0.5);

    assertEquals(256, step.addresses().size());
    assertEquals(744, step.ignored());
    assertEquals(address("10.1.3.249"), step.addresses().last());
  }

  @Test
  @DisplayName("without addresses is none")
  void empty() {
    assertThrows(IllegalArgumentException.class, () -> Step.of(of("10.0.0.1"), of(), 1));
  }

  private static InetAddress address(String literal) {
    return Tables.address(literal);
  }

  private static SortedSet<InetAddress> of(String... literals) {
    SortedSet<InetAddress> all = Step.ordered();
    for (String literal : literals) {
      all.add(address(literal));
    }
    return all;
  }
}

// SPDX-License-Identifier: Apache-2.0
package director.daemon.journal;

import static director.daemon.journal.Entries.numbers;
import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.event.Entry;
import director.daemon.journal.Recent.Kept;
import director.daemon.journal.Recent.Part;
import director.daemon.journal.segment.Frames;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RecentTest {
  @Test
  @DisplayName("the oldest go when there are too many, or too large ones; the latest stays")
  void bounded() {
    Recent few = new Recent(2, 1000);
    Recent small = new Recent(100, 45);

    assertEquals(0, few.add(kept(1, "")) + few.add(kept(2, "")));
    assertEquals(1, few.add(kept(3, "")));
    assertEquals(List.of(2, 3), numbers(entries(few.after(0))));
    assertEquals(0, small.add(kept(1, "x".repeat(10))) + small.add(kept(2, "x".repeat(10))));
    assertEquals(2, small.add(kept(3, "x".repeat(100))));
    assertEquals(List.of(3), numbers(entries(small.after(0))));
  }

  @Test
  @DisplayName("there is room for what would let nothing go")
  void room() {
    Recent recent = new Recent(2, 45);
    recent.add(kept(1, "x".repeat(10)));

    assertEquals(true, recent.hasRoomFor(kept(2, "x".repeat(15))));
    assertEquals(false, recent.hasRoomFor(kept(2, "x".repeat(16))));
    recent.add(kept(2, ""));
    assertEquals(false, recent.hasRoomFor(kept(3, "")));
    recent.removeThrough(1);
    assertEquals(true, recent.hasRoomFor(kept(3, "x".repeat(25))));
  }

  @Test
  @DisplayName("a part begins after a sequence, and says how far back there is more")
  void part() {
    Recent recent = new Recent(3, 1000);
    assertEquals(new Part(Long.MAX_VALUE, List.of()), recent.after(0));
    for (int i = 1; i <= 5; i++) {
      recent.add(kept(i, ""));
    }

    assertEquals(new Part(3, List.of(kept(4, ""), kept(5, ""))), recent.after(3));
    assertEquals(new Part(3, List.of(kept(3, ""), kept(4, ""), kept(5, ""))), recent.after(1));
    assertEquals(new Part(3, List.of()), recent.after(5));
  }

  private static List<Entry> entries(Part part) {
    return part.kept().stream().map(Kept::entry).toList();
  }

  /** Its line has ten bytes more than the text. */
  private static Kept kept(int number, String text) {
    return new Kept(Entries.entry(number), Frames.line(text));
  }
}

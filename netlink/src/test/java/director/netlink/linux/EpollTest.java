// SPDX-License-Identifier: Apache-2.0
package director.netlink.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Epoll with the event and timer descriptors that it waits for. What must not be reported is shown
 * beside something that must be, so that nothing has to wait for nothing.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EpollTest {
  private static final long HOUR = Duration.ofHours(1).toNanos();

  private final List<FileDescriptor> opened = new ArrayList<>();
  private Epoll epoll;

  @BeforeEach
  void open() throws Exception {
    epoll = Epoll.create();
    opened.add(epoll);
  }

  @AfterEach
  void close() {
    opened.forEach(FileDescriptor::close);
  }

  private EventFd event(int token) throws ErrnoException {
    EventFd event = EventFd.create();
    opened.add(event);
    epoll.add(event, token);
    return event;
  }

  private TimerFd timer(int token) throws ErrnoException {
    TimerFd timer = TimerFd.create();
    opened.add(timer);
    epoll.add(timer, token);
    return timer;
  }

  private Set<Integer> ready() throws ErrnoException {
    int count = epoll.await();
    return IntStream.range(0, count)
        .mapToObj(epoll::token)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  @DisplayName("reports the tokens of all that are readable, and of no others")
  void reportsTokens() throws Exception {
    EventFd first = event(7);
    event(8);
    EventFd third = event(-9);

    first.wake();
    third.wake();

    assertEquals(Set.of(-9, 7), ready());
  }

  @Test
  @DisplayName("an event is reported again until it is cleared")
  void levelTriggered() throws Exception {
    EventFd first = event(1);
    EventFd second = event(2);
    first.wake();
    second.wake();
    first.wake();
    assertEquals(Set.of(1, 2), ready());
    assertEquals(Set.of(1, 2), ready());

    first.clear();

    assertEquals(Set.of(2), ready());
  }

  @Test
  @DisplayName("another thread wakes one that waits")
  void wokenByAnotherThread() throws Exception {
    EventFd event = event(3);
    Thread other = new Thread(event::wake);

    other.start();

    assertEquals(Set.of(3), ready());
    other.join();
  }

  @Test
  @DisplayName("what was removed or closed is reported no more")
  void forgets() throws Exception {
    EventFd removed = event(1);
    EventFd closed = event(2);
    EventFd kept = event(3);
    List.of(removed, closed, kept).forEach(EventFd::wake);

    epoll.remove(removed);
    closed.close();

    assertEquals(Set.of(3), ready());
  }

  @Test
  @DisplayName("more than fit into one call come with the next")
  void manyDescriptors() throws Exception {
    List<EventFd> events = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      events.add(event(i));
    }
    events.forEach(EventFd::wake);

    Set<Integer> seen = new TreeSet<>();
    while (seen.size() < 100) {
      Set<Integer> now = ready();
      assertTrue(now.size() <= 64, now.toString());
      for (int token : now) {
        events.get(token).clear();
      }
      seen.addAll(now);
    }

    assertEquals(100, seen.size());
  }

  @Test
  @DisplayName("a timer fires at its instant, not before it")
  void timerFires() throws Exception {
    long instant = System.nanoTime() + 2_000_000;

    timer(4).fireAt(instant);

    assertEquals(Set.of(4), ready());
    assertTrue(System.nanoTime() - instant >= 0);
  }

  @Test
  @DisplayName("a timer fires at once when its instant is past, however long")
  void timerOfThePast() throws Exception {
    timer(4).fireAt(System.nanoTime() - HOUR);
    timer(5).fireAt(0);
    timer(6).fireAt(Long.MIN_VALUE);

    assertEquals(Set.of(4, 5, 6), ready());
  }

  @Test
  @DisplayName("a timer that is set again, or stopped, forgets that it fired")
  void timerForgets() throws Exception {
    TimerFd again = timer(1);
    TimerFd stopped = timer(2);
    again.fireAt(1);
    stopped.fireAt(1);
    assertEquals(Set.of(1, 2), ready());

    again.fireAt(System.nanoTime() + HOUR);
    stopped.stop();

    event(3).wake();
    assertEquals(Set.of(3), ready());
  }

  @Test
  @DisplayName("closing twice does not close whatever has the number by then")
  void closesOnce() throws Exception {
    EventFd first = EventFd.create();
    first.close();
    EventFd second = event(5);

    first.close();

    assertFalse(first.isOpen());
    second.wake();
    assertEquals(Set.of(5), ready());
  }

  @Test
  @DisplayName("a closed descriptor is not used by its number, and waking it does nothing")
  void refusesClosed() throws Exception {
    EventFd closed = EventFd.create();
    closed.close();
    EventFd other = event(1);
    EventFd another = event(2);

    closed.wake();

    assertThrows(IllegalStateException.class, closed::clear);
    another.wake();
    assertEquals(Set.of(2), ready());
    assertTrue(other.isOpen());
  }
}

// SPDX-License-Identifier: Apache-2.0
package director.ipvs.netlink;

import director.netlink.DumpReader;
import director.netlink.Netlink;
import director.netlink.NetlinkException;
import director.netlink.NetlinkMessage;
import director.netlink.linux.Errno;
import director.netlink.linux.ErrnoException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Stands between a client and its kernel, and lets happen what happens to a busy machine: answers
 * that find no room, that are late, that were disturbed; and somebody else who uses the table.
 */
final class FaultyNetlink implements Netlink {
  private static final int GENL_ID_CTRL = 16;

  private final Netlink kernel;
  private final List<String> happened = new ArrayList<>();
  private Random random = new Random(0);
  private double rate;
  private Interference somebodyElse = () -> {};
  private int dumpsLeft = -1;
  private boolean disturbs;
  private Interference beforeDump = () -> {};

  /** Uses the kernel's table beside us. */
  @FunctionalInterface
  interface Interference {
    void act() throws IOException;
  }

  FaultyNetlink(Netlink kernel) {
    this.kernel = kernel;
  }

  /** From now on each answer goes wrong, or the table changes under it, that often. */
  void misbehave(double often, Random seeded, Interference interference) {
    rate = often;
    random = seeded;
    somebodyElse = interference;
  }

  void calmDown() {
    rate = 0;
  }

  /** Once, before the dump with that number, counted from 1. */
  void beforeDump(int number, Interference interference) {
    dumpsLeft = number;
    beforeDump = interference;
  }

  /** Once, in the dump with that number, which then begins again. */
  void disturbDump(int number, Interference interference) {
    beforeDump(number, interference);
    disturbs = true;
  }

  /** What went wrong so far. */
  List<String> happened() {
    return happened;
  }

  @Override
  public List<NetlinkMessage> request(NetlinkMessage request) throws NetlinkException {
    return kernel.request(request);
  }

  @Override
  public void dump(NetlinkMessage request, DumpReader<NetlinkMessage> reader)
      throws NetlinkException {
    dumpsLeft--;
    if (dumpsLeft == 0) {
      if (disturbs) {
        hand(kernel.request(request), reader);
      }
      act(beforeDump);
    }
    if (request.type() == GENL_ID_CTRL || random.nextDouble() >= rate) {
      kernel.dump(request, reader);
      return;
    }
    List<NetlinkMessage> messages = new ArrayList<>(kernel.request(request));
    switch (random.nextInt(5)) {
      case 0 -> {
        happened.add("a dump overruns");
        hand(messages.subList(0, messages.size() / 2), reader);
        throw overrun();
      }
      case 1 -> {
        happened.add("a dump is disturbed, and asked for again");
        hand(messages, reader);
        act(somebodyElse);
        kernel.dump(request, reader);
      }
      case 2 -> {
        happened.add("a dump is disturbed again and again");
        hand(messages, reader);
        throw NetlinkException.broken("netlink dump", "interrupted by changes 5 times");
      }
      case 3 -> {
        happened.add("the list moves under a dump");
        messages.addAll(messages.subList(0, messages.size() / 3));
        Collections.rotate(messages, 1);
        hand(messages.subList(0, messages.size() - messages.size() / 4), reader);
      }
      default -> {
        happened.add("somebody else acts before a dump");
        act(somebodyElse);
        kernel.dump(request, reader);
      }
    }
  }

  private static void hand(List<NetlinkMessage> messages, DumpReader<NetlinkMessage> reader)
      throws NetlinkException {
    reader.begin();
    for (NetlinkMessage message : messages) {
      reader.take(message);
    }
  }

  @Override
  public SortedMap<Integer, NetlinkException> changeAll(List<NetlinkMessage> changes)
      throws NetlinkException {
    if (random.nextDouble() >= rate) {
      return kernel.changeAll(changes);
    }
    int some = random.nextInt(changes.size() + 1);
    switch (random.nextInt(4)) {
      case 0 -> {
        happened.add("all is done, and the acknowledgement is lost");
        kernel.changeAll(changes);
        throw overrun();
      }
      case 1 -> {
        happened.add("some is done, and no answer comes");
        kernel.changeAll(changes.subList(0, some));
        throw NetlinkException.broken("netlink request", "no complete answer within 5 s");
      }
      case 2 -> {
        happened.add("nothing is done");
        throw overrun();
      }
      default -> {
        happened.add("somebody else acts between two changes");
        SortedMap<Integer, NetlinkException> refusals =
            new TreeMap<>(kernel.changeAll(changes.subList(0, some)));
        act(somebodyElse);
        kernel
            .changeAll(changes.subList(some, changes.size()))
            .forEach((place, refusal) -> refusals.put(some + place, refusal));
        return refusals;
      }
    }
  }

  private static NetlinkException overrun() {
    return NetlinkException.broken(
        "netlink request", new ErrnoException("receive from netlink", Errno.ENOBUFS.intValue()));
  }

  private static void act(Interference interference) {
    try {
      interference.act();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kernel.close();
  }
}

// SPDX-License-Identifier: Apache-2.0
package director.netlink;

import director.netlink.linux.Errno;
import director.netlink.linux.ErrnoException;
import director.netlink.linux.NativeBuffer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A kernel that says what a test has written down, whatever it is asked. Its port is 0x1234. */
final class ScriptedSocket implements KernelSocket {
  private final List<String> sent = new ArrayList<>();

  /**
   * For each send what is to be received after it: a datagram in hexadecimal, or an {@link Errno}.
   */
  private final Deque<List<Object>> script = new ArrayDeque<>();

  private final Deque<Object> queue = new ArrayDeque<>();

  /** After the next send that has nothing written down yet. */
  ScriptedSocket answer(Object... received) {
    script.add(List.of(received));
    return this;
  }

  /** Each send in hexadecimal. */
  List<String> sent() {
    return sent;
  }

  /** Of each send, in bytes. */
  List<Integer> lengths() {
    return sent.stream().map(send -> Bytes.of(send).remaining()).toList();
  }

  /** What was not taken off the socket. */
  int left() {
    return queue.size();
  }

  @Override
  public int port() {
    return 0x1234;
  }

  @Override
  public void send(NativeBuffer message, int length) {
    sent.add(Bytes.hex(message.bytes().duplicate().position(0).limit(length)));
    queue.addAll(script.remove());
  }

  @Override
  public boolean await(Duration timeout) {
    return !queue.isEmpty();
  }

  @Override
  public boolean receive(NativeBuffer into) throws ErrnoException {
    if (queue.isEmpty()) {
      return false;
    }
    Object next = queue.remove();
    if (next instanceof Errno errno) {
      throw new ErrnoException("receive from netlink", errno.intValue());
    }
    ByteBuffer datagram = Bytes.of((String) next);
    into.bytes().clear().put(datagram).flip();
    return true;
  }

  @Override
  public void close() {}
}

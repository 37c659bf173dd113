// SPDX-License-Identifier: Apache-2.0
package director.netlink.linux;

import static director.netlink.linux.SocketOptions.SOL_SOCKET;
import static director.netlink.linux.SocketOptions.SO_RCVBUF;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;

/**
 * Whole Ethernet frames of one interface (packet(7)): what comes in, before any firewall looks at
 * it, and what goes out, after all have. Not for several threads.
 *
 * <p>The kernel copies only what the filter lets pass: a socket is cheap on a busy interface.
 */
public final class PacketSocket extends FileDescriptor {
  private static final String KIND = "Ethernet frame";
  private static final int AF_PACKET = 17;
  private static final int SOCK_RAW_CLOEXEC_NONBLOCK = 3 | 0x80000 | 0x800;
  private static final int ETH_P_ALL = 3;
  private static final int SO_ATTACH_FILTER = 26;
  private static final int SOL_PACKET = 263;
  private static final int PACKET_ADD_MEMBERSHIP = 1;
  private static final int PACKET_MR_MULTICAST = 0;
  private static final int PACKET_OUTGOING = 4;
  private static final int POLLIN = 1;

  /** struct sockaddr_ll. */
  private static final int ADDRESS_LENGTH = 20;

  private static final int PACKET_TYPE_OFFSET = 10;

  /** struct sock_filter. */
  private static final int INSTRUCTION_LENGTH = 8;

  /** A burst of answers from a thousand hosts. */
  private static final int QUEUE_LENGTH = 4 * 1024 * 1024;

  private final int interfaceIndex;
  private final SocketOptions options = new SocketOptions(this, "packet socket");
  private final MessageHeader message = new MessageHeader(ADDRESS_LENGTH);
  private final NativeBuffer pollfd = new NativeBuffer(8);

  private PacketSocket(int fd, int interfaceIndex) {
    super(fd);
    this.interfaceIndex = interfaceIndex;
  }

  /**
   * One instruction of the classic filter machine (struct sock_filter, linux/filter.h).
   *
   * @param code 16 bits, BPF_LD and its neighbours
   * @param ifTrue instructions to skip, 0..255
   * @param ifFalse the same where the condition does not hold
   * @param operand 32 bits
   */
  public record Instruction(int code, int ifTrue, int ifFalse, int operand) {}

  /**
   * Opens an interface.
   *
   * @param filter what is let pass; at most 4096 instructions
   * @throws ErrnoException EPERM without CAP_NET_RAW, ENODEV when there is no such interface
   */
  public static PacketSocket open(int interfaceIndex, List<Instruction> filter)
      throws ErrnoException {
    // Of protocol 0 it hears nothing before it is bound, and so nothing that passes no filter.
    int fd = LibC.INSTANCE.socket(AF_PACKET, SOCK_RAW_CLOEXEC_NONBLOCK, 0);
    PacketSocket socket = new PacketSocket(LibC.check("open a packet socket", fd), interfaceIndex);
    try {
      socket.attach(filter);
      socket.options.set(SOL_SOCKET, SO_RCVBUF, QUEUE_LENGTH);
      socket.bind();
      return socket;
    } catch (ErrnoException e) {
      socket.close();
      throw e;
    }
  }

  private void attach(List<Instruction> filter) throws ErrnoException {
    NativeBuffer program = new NativeBuffer(filter.size() * INSTRUCTION_LENGTH);
    for (Instruction each : filter) {
      program
          .bytes()
          .putShort((short) each.code())
          .put((byte) each.ifTrue())
          .put((byte) each.ifFalse())
          .putInt(each.operand());
    }
    options.value().putShort(0, (short) filter.size()).putLong(8, program.address());
    options.set(SOL_SOCKET, SO_ATTACH_FILTER, 16, "attach a filter to a packet socket");
  }

  private void bind() throws ErrnoException {
    NativeBuffer address = new NativeBuffer(ADDRESS_LENGTH);
    address
        .bytes()
        .putShort(0, (short) AF_PACKET)
        .putShort(2, bigEndian(ETH_P_ALL))
        .putInt(4, interfaceIndex);
    LibC.check(
        "bind to interface " + interfaceIndex,
        LibC.INSTANCE.bind(fd(), address.address(), ADDRESS_LENGTH));
  }

  private static short bigEndian(int number) {
    return ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN
        ? (short) number
        : Short.reverseBytes((short) number);
  }

  /**
   * Has the interface take what is sent to an Ethernet group, until this is closed.
   *
   * @param group 6 bytes
   */
  public void join(byte[] group) throws ErrnoException {
    // struct packet_mreq
    options
        .value()
        .putInt(0, interfaceIndex)
        .putShort(4, (short) PACKET_MR_MULTICAST)
        .putShort(6, (short) group.length)
        .put(8, group);
    options.set(SOL_PACKET, PACKET_ADD_MEMBERSHIP, 16, "join an Ethernet group");
  }

  /**
   * Sends a frame as it is, its Ethernet header included.
   *
   * @throws ErrnoException such as ENETDOWN, ENOBUFS when the interface's queue is full
   */
  public void send(byte[] frame) throws ErrnoException {
    NativeBuffer buffer = new NativeBuffer(frame.length);
    buffer.bytes().put(0, frame);
    if (LibC.INSTANCE.send(fd(), buffer.address(), frame.length, 0) < 0) {
      throw new ErrnoException("send an " + KIND, LibC.errno());
    }
  }

  /** Waits until there is a frame; false when there was none in time. */
  public boolean await(Duration time) throws ErrnoException {
    pollfd.bytes().putInt(0, fd()).putShort(4, (short) POLLIN).putShort(6, (short) 0);
    int ready =
        LibC.INSTANCE.poll(pollfd.address(), 1, (int) Math.min(Integer.MAX_VALUE, time.toMillis()));
    if (ready < 0 && LibC.errno() != Errno.EINTR.intValue()) {
      throw new ErrnoException("wait for an " + KIND, LibC.errno());
    }
    return ready > 0;
  }

  /**
   * Takes one frame without waiting, and sets the buffer's limit to its end; a longer one is cut
   * off.
   *
   * @return false when there is none
   * @throws ErrnoException ENETDOWN when the interface was set down
   */
  public boolean receive(NativeBuffer into) throws ErrnoException {
    long header = message.of(into, into.capacity()).address();
    int length = (int) LibC.INSTANCE.recvmsg(fd(), header, 0);
    if (length >= 0) {
      into.bytes().clear().limit(length);
      return true;
    }
    int errno = LibC.errno();
    if (errno == Errno.EAGAIN.intValue() || errno == Errno.EINTR.intValue()) {
      return false;
    }
    throw new ErrnoException("receive an " + KIND, errno);
  }

  /** Whether the frame that was received last left by this interface, rather than came in. */
  public boolean wasOutgoing() {
    ByteBuffer address = message.name();
    return address.get(PACKET_TYPE_OFFSET) == PACKET_OUTGOING;
  }
}

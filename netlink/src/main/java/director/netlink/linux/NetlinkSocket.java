// SPDX-License-Identifier: Apache-2.0
package director.netlink.linux;

import java.nio.ByteBuffer;
import java.time.Duration;

/** A bound AF_NETLINK socket that hears nobody but the kernel (netlink(7)). */
public final class NetlinkSocket extends FileDescriptor {
  private static final int AF_NETLINK = 16;
  private static final int SOCK_RAW_CLOEXEC = 3 | 0x80000;
  private static final int SOL_SOCKET = 1;
  private static final int SO_SNDBUF = 7;
  private static final int SO_RCVBUF = 8;
  private static final int SO_SNDBUFFORCE = 32;
  private static final int SO_RCVBUFFORCE = 33;
  private static final int SOL_NETLINK = 270;
  private static final int NETLINK_ADD_MEMBERSHIP = 1;
  private static final int NETLINK_CAP_ACK = 10;
  private static final int NETLINK_EXT_ACK = 11;
  private static final int NETLINK_GET_STRICT_CHK = 12;
  private static final int MSG_DONTWAIT = 0x40;
  private static final int MSG_TRUNC = 0x20;
  private static final short POLLIN = 1;
  private static final int ADDRESS_LENGTH = 12;
  private static final int PORT_OFFSET = 4;

  private final MessageHeader message = new MessageHeader(ADDRESS_LENGTH);
  private final ByteBuffer sender = message.name();
  private final NativeBuffer small = new NativeBuffer(8);
  private final int port;

  private NetlinkSocket(int fd) throws ErrnoException {
    super(fd);
    try {
      option(NETLINK_CAP_ACK, 1);
      option(NETLINK_EXT_ACK, 1);
      NativeBuffer address = new NativeBuffer(ADDRESS_LENGTH);
      address.bytes().putShort(0, (short) AF_NETLINK);
      LibC.check("bind to netlink", LibC.INSTANCE.bind(fd, address.address(), ADDRESS_LENGTH));
      small.bytes().putInt(0, ADDRESS_LENGTH);
      LibC.check("getsockname", LibC.INSTANCE.getsockname(fd, address.address(), small.address()));
      port = address.bytes().getInt(PORT_OFFSET);
    } catch (ErrnoException e) {
      close();
      throw e;
    }
  }

  /**
   * Opens a socket in the network namespace of the calling thread.
   *
   * @param protocol NETLINK_ROUTE 0, NETLINK_GENERIC 16 (linux/netlink.h)
   */
  public static NetlinkSocket open(int protocol) throws ErrnoException {
    int fd = LibC.INSTANCE.socket(AF_NETLINK, SOCK_RAW_CLOEXEC, protocol);
    return new NetlinkSocket(LibC.check("open a netlink socket", fd));
  }

  /** Our address: the kernel puts it into every answer. */
  public int port() {
    return port;
  }

  /** Joins a multicast group, such as RTNLGRP_LINK (linux/rtnetlink.h). */
  public void join(int group) throws ErrnoException {
    option(NETLINK_ADD_MEMBERSHIP, group);
  }

  /** Dumps hold only what their request selects; before Linux 4.20 they hold all. */
  public void filterDumps() throws ErrnoException {
    try {
      option(NETLINK_GET_STRICT_CHK, 1);
    } catch (ErrnoException e) {
      if (!e.is(Errno.ENOPROTOOPT)) {
        throw e;
      }
    }
  }

  /** How much the kernel may queue for us; without CAP_NET_ADMIN at most net.core.rmem_max. */
  public void receiveBuffer(int bytes) throws ErrnoException {
    bufferSize("SO_RCVBUF", SO_RCVBUFFORCE, SO_RCVBUF, bytes);
  }

  /** How much one send may carry; without CAP_NET_ADMIN at most net.core.wmem_max. */
  public void sendBuffer(int bytes) throws ErrnoException {
    bufferSize("SO_SNDBUF", SO_SNDBUFFORCE, SO_SNDBUF, bytes);
  }

  private void bufferSize(String option, int force, int set, int bytes) throws ErrnoException {
    small.bytes().putInt(0, bytes);
    if (LibC.INSTANCE.setsockopt(fd(), SOL_SOCKET, force, small.address(), 4) < 0) {
      LibC.check(option, LibC.INSTANCE.setsockopt(fd(), SOL_SOCKET, set, small.address(), 4));
    }
  }

  /** Sends the bytes from 0 to {@code length} to the kernel. */
  public void send(NativeBuffer message, int length) throws ErrnoException {
    while (true) {
      // Without an address the kernel is meant.
      if (LibC.INSTANCE.send(fd(), message.address(), length, 0) >= 0) {
        return;
      }
      if (LibC.errno() != Errno.EINTR.intValue()) {
        throw new ErrnoException("send to netlink", LibC.errno());
      }
    }
  }

  /** Waits until something can be received; false when {@code timeout} passed first. */
  public boolean await(Duration timeout) throws ErrnoException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      long left = Math.max(0, deadline - System.nanoTime());
      small.bytes().putInt(0, fd()).putShort(4, POLLIN).putShort(6, (short) 0);
      int ready = LibC.INSTANCE.poll(small.address(), 1, (int) ((left + 999_999) / 1_000_000));
      if (ready >= 0) {
        return ready > 0;
      }
      if (LibC.errno() != Errno.EINTR.intValue()) {
        throw new ErrnoException("poll a netlink socket", LibC.errno());
      }
    }
  }

  /**
   * Takes one datagram of the kernel's without waiting, and sets the buffer's limit to its end.
   *
   * @return false when there is none
   * @throws ErrnoException ENOBUFS when the kernel had to drop messages for us; EMSGSIZE when the
   *     datagram was larger than the buffer
   */
  public boolean receive(NativeBuffer into) throws ErrnoException {
    ByteBuffer bytes = into.bytes();
    while (true) {
      long header = message.of(into, into.capacity()).address();
      long length = LibC.INSTANCE.recvmsg(fd(), header, MSG_DONTWAIT | MSG_TRUNC);
      boolean fromKernel = length >= 0 && sender.getInt(PORT_OFFSET) == 0;
      if (fromKernel && length > into.capacity()) {
        throw new ErrnoException("receive from netlink", Errno.EMSGSIZE.intValue());
      }
      if (fromKernel) {
        bytes.clear().limit((int) length);
        return true;
      }
      int errno = length < 0 ? LibC.errno() : 0;
      if (errno == Errno.EAGAIN.intValue()) {
        return false;
      }
      if (errno != 0 && errno != Errno.EINTR.intValue()) {
        throw new ErrnoException("receive from netlink", errno);
      }
    }
  }

  private void option(int name, int value) throws ErrnoException {
    small.bytes().putInt(0, value);
    LibC.check(
        "netlink socket option " + name,
        LibC.INSTANCE.setsockopt(fd(), SOL_NETLINK, name, small.address(), 4));
  }
}

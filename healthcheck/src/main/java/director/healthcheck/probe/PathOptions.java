// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import static director.healthcheck.state.Verdict.VOID;

import director.healthcheck.request.ProbePath;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.channel.unix.RawUnixChannelOption;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * How the packets of a probe leave this host, set on its socket before that is connected. What the
 * kernel refuses here says something about this host or its configuration, and nothing about the
 * target.
 */
final class PathOptions {

  // asm-generic/socket.h, linux/if.h
  private static final int SOL_SOCKET = 1;
  private static final int IFNAMSIZ = 16;
  private static final ChannelOption<Integer> SO_MARK =
      new IntegerUnixChannelOption("SO_MARK", SOL_SOCKET, 36);
  private static final ChannelOption<ByteBuffer> SO_BINDTODEVICE =
      new RawUnixChannelOption("SO_BINDTODEVICE", SOL_SOCKET, 25, IFNAMSIZ);

  private PathOptions() {}

  /**
   * Sets {@code path} on a registered channel.
   *
   * @return what was refused; empty if all is set
   */
  static Optional<ConnectFailure> set(Channel channel, ProbePath path) {
    return device(channel, path)
        .or(() -> mark(channel, path))
        .or(() -> path.source().flatMap(source -> bind(channel, source)));
  }

  private static Optional<ConnectFailure> device(Channel channel, ProbePath path) {
    return path.device()
        .flatMap(
            device ->
                set(channel, SO_BINDTODEVICE, name(device))
                    .map(
                        why ->
                            refused(
                                "send by interface " + device + " (setting interface)",
                                why,
                                "the interface must exist, and directord needs CAP_NET_RAW")));
  }

  private static Optional<ConnectFailure> mark(Channel channel, ProbePath path) {
    if (path.mark().isEmpty()) {
      return Optional.empty();
    }
    int mark = path.mark().getAsInt();
    return set(channel, SO_MARK, mark)
        .map(
            why ->
                refused(
                    "mark packets with " + Integer.toUnsignedString(mark) + " (setting mark)",
                    why,
                    "directord needs CAP_NET_ADMIN"));
  }

  /** A TCP port is chosen by connect(2), for which it must be unique per target only. */
  private static Optional<ConnectFailure> bind(Channel channel, InetAddress source) {
    channel.config().setOption(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true);
    Throwable why = channel.bind(new InetSocketAddress(source, 0)).cause();
    if (why == null) {
      return Optional.empty();
    }
    return Optional.of(
        refused(
            "send from " + source.getHostAddress() + " (setting source)",
            ConnectFailure.words(why),
            "one of its interfaces must have that address"));
  }

  /** Why the kernel does not want it, as netty has it: {@code setsockopt() failed: No such ...}. */
  private static <T> Optional<String> set(Channel channel, ChannelOption<T> option, T value) {
    try {
      channel.config().setOption(option, value);
      return Optional.empty();
    } catch (ChannelException refused) {
      String message = String.valueOf(refused.getMessage());
      return Optional.of(message.substring(message.indexOf(": ") + 1).strip());
    }
  }

  private static ConnectFailure refused(String what, String why, String remedy) {
    return new ConnectFailure(VOID, "this host cannot " + what + ": " + why + "; " + remedy);
  }

  /** A name that is too long is cut, and then no interface has it. */
  private static ByteBuffer name(String device) {
    return ByteBuffer.wrap(Arrays.copyOf(device.getBytes(StandardCharsets.UTF_8), IFNAMSIZ));
  }
}

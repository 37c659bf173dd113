// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import director.healthcheck.request.Question;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What is asked by one datagram, and which datagram answers it. */
interface DatagramDialogue {

  /** Handlers between the socket and the probe. */
  List<ChannelHandler> handlers();

  /** Bytes of a datagram that are read at most; the rest of a longer one is lost. */
  int longest();

  /** Sends what asks {@code question} by {@code channel}, which is connected. */
  ChannelFuture ask(Channel channel, Question question);

  /** The finding, if {@code message} is an answer to what was asked; the probe releases it. */
  Optional<Finding> heard(Object message);

  /** The finding if an answer came that cannot be read. */
  Finding malformed();

  /** The finding if nothing came for so long. */
  Finding silent(Duration timeout);
}

// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.unix.PeerCredentials;
import io.netty.handler.codec.http.HttpRequest;
import java.io.IOException;

/** A Unix socket: who may write to its file has the role that goes with it. */
record LocalDoor(Role role, Accounts accounts) implements Door {
  @Override
  public Caller caller(Channel channel, HttpRequest head) throws Routes.NotTakenException {
    try {
      PeerCredentials peer = ((EpollDomainSocketChannel) channel).peerCredentials();
      return new Caller(accounts.words(peer.uid()), peer.pid(), role);
    } catch (IOException gone) {
      throw new Routes.NotTakenException(
          Answer.error(
              500, "the kernel does not tell who asks", String.valueOf(gone.getMessage())));
    }
  }
}

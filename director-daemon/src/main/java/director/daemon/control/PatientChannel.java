// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;

/** A connection that may last for days, and waits only so long for the next byte. */
final class PatientChannel implements ReadableByteChannel {
  private final SocketChannel channel;
  private final Selector selector;
  private final SelectionKey key;
  private final Duration patience;

  private PatientChannel(
      SocketChannel channel, Selector selector, SelectionKey key, Duration patience) {
    this.channel = channel;
    this.selector = selector;
    this.key = key;
    this.patience = patience;
  }

  static PatientChannel connect(Path socket, Duration patience) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.configureBlocking(false);
      if (!channel.connect(UnixDomainSocketAddress.of(socket))) {
        throw new SocketTimeoutException("its queue is full");
      }
      Selector selector = Selector.open();
      SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
      return new PatientChannel(channel, selector, key, patience);
    } catch (IOException e) {
      channel.close();
      throw isFull(e) ? new SocketTimeoutException("its queue is full") : e;
    }
  }

  /** EAGAIN, of which Java has only the words: so many wait that there is no place for us. */
  private static boolean isFull(IOException e) {
    return String.valueOf(e.getMessage()).contains("temporarily unavailable");
  }

  /** All of it. */
  void write(ByteBuffer bytes) throws IOException {
    key.interestOps(SelectionKey.OP_WRITE);
    while (bytes.hasRemaining()) {
      if (channel.write(bytes) == 0) {
        await();
      }
    }
    key.interestOps(SelectionKey.OP_READ);
  }

  /**
   * At least a byte, or -1 at the end.
   *
   * @throws SocketTimeoutException when nothing has come for too long
   */
  @Override
  public int read(ByteBuffer to) throws IOException {
    int count = channel.read(to);
    while (count == 0 && to.hasRemaining()) {
      await();
      count = channel.read(to);
    }
    return count;
  }

  private void await() throws IOException {
    selector.selectedKeys().clear();
    if (selector.select(patience.toMillis()) == 0) {
      throw new SocketTimeoutException("nothing for " + patience.toMillis() + " ms");
    }
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    selector.close();
    channel.close();
  }
}

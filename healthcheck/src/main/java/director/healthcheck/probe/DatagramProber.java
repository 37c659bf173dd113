// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import director.healthcheck.request.CheckRequest;
import director.healthcheck.request.DnsCheck;
import director.healthcheck.request.Question;
import director.healthcheck.request.UdpCheck;
import director.healthcheck.state.ProbeResult;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.epoll.EpollDatagramChannel;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Opens the sockets for {@link DatagramProbe}. Each is connected: so the kernel lets pass what
 * comes from the target only, and tells of ICMP errors.
 */
final class DatagramProber implements Prober {

  private final EventLoop thread;
  private final Executor soon;
  private final SecureRandom ids = new SecureRandom();

  DatagramProber(EventLoop thread, Executor soon) {
    this.thread = thread;
    this.soon = soon;
  }

  @Override
  public RunningProbe start(Question question, Consumer<ProbeResult> done) {
    DatagramDialogue dialogue = dialogueOf(question.request());
    DatagramProbe probe = new DatagramProbe(dialogue, question.timeout(), soon, done);
    try {
      ask(probe, dialogue, question);
    } catch (ChannelException noSocket) {
      probe.failed(ConnectFailure.atOnce(noSocket));
    }
    return probe;
  }

  private DatagramDialogue dialogueOf(CheckRequest request) {
    if (request instanceof UdpCheck udp) {
      return new UdpDialogue(udp);
    }
    if (request instanceof DnsCheck dns) {
      return new DnsDialogue(dns, ids.nextInt(1 << 16));
    }
    throw new IllegalArgumentException(request.kind() + " is not asked by a datagram");
  }

  private void ask(DatagramProbe probe, DatagramDialogue dialogue, Question question) {
    Channel channel = new EpollDatagramChannel();
    channel.config().setRecvByteBufAllocator(new FixedRecvByteBufAllocator(dialogue.longest()));
    probe.converseOn(channel);
    thread
        .register(channel)
        .addListener(
            registered -> {
              if (registered.isSuccess()) {
                connect(probe, dialogue, channel, question);
              } else {
                probe.failed(ConnectFailure.atOnce(registered.cause()));
              }
            });
  }

  private static void connect(
      DatagramProbe probe, DatagramDialogue dialogue, Channel channel, Question question) {
    Optional<ConnectFailure> refused = PathOptions.set(channel, question.path());
    if (refused.isPresent()) {
      probe.failed(refused.get());
      return;
    }
    Throwable unconnected = channel.connect(question.target()).cause();
    if (unconnected != null) {
      probe.failed(ConnectFailure.atOnce(unconnected));
      return;
    }
    probe.asked();
    dialogue
        .ask(channel, question)
        .addListener(
            sent -> {
              if (!sent.isSuccess()) {
                probe.failed(ConnectFailure.atOnce(sent.cause()));
              }
            });
  }
}

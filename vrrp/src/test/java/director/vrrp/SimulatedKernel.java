// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.testkit.FaultyLan;
import director.vrrp.orders.Holding;
import director.vrrp.orders.VirtualAddress;
import director.vrrp.packet.IpPacket;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a simulated host keeps through all lives of its daemon: its interface, and what is on it.
 */
final class SimulatedKernel implements Segment, Holdings {
  private final String host;
  private final FaultyLan<Frame> lan;
  private final Consumer<Frame> sent;
  private final Set<Holding> present = new LinkedHashSet<>();
  private boolean connected = true;

  /**
   * With a carrier, and nothing on the interface.
   *
   * @param sent sees each frame before it is on its way
   */
  SimulatedKernel(String host, FaultyLan<Frame> lan, Consumer<Frame> sent) {
    this.host = host;
    this.lan = lan;
    this.sent = sent;
  }

  Set<Holding> present() {
    return present;
  }

  boolean connected() {
    return connected;
  }

  void connect(boolean now) {
    connected = now;
  }

  @Override
  public void send(IpPacket packet) throws IOException {
    transmit(new Frame.Advertisement(packet));
  }

  @Override
  public void announce(List<VirtualAddress> addresses, int times, Duration pace)
      throws IOException {
    transmit(new Frame.Announcement());
  }

  private void transmit(Frame frame) throws IOException {
    if (!connected) {
      throw new IOException("ENETDOWN");
    }
    sent.accept(frame);
    lan.send(host, frame);
  }

  @Override
  public void add(Holding holding) {
    present.add(holding);
  }

  @Override
  public void remove(Holding holding) {
    present.remove(holding);
  }

  @Override
  public void forget(List<VirtualAddress> addresses) {}
}

// SPDX-License-Identifier: Apache-2.0
package director.ipvs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import director.ipvs.table.IpvsChange;
import director.ipvs.table.IpvsTable;
import director.ipvs.table.VirtualService;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class IpvsOnDemandTest {
  private static final int ENOENT = 2;

  private boolean loaded;
  private int looks;

  /** A kernel's table, to which nothing is refused. */
  private static final class Table implements IpvsClient {
    private long requests;
    private boolean closed;

    @Override
    public IpvsSnapshot read() {
      throw new IllegalStateException("read of the kernel");
    }

    @Override
    public List<IpvsRefusal> apply(List<IpvsChange> changes) {
      requests += changes.size();
      return List.of();
    }

    @Override
    public void zero(VirtualService.Id service) {
      requests++;
    }

    @Override
    public long requests() {
      return requests;
    }

    @Override
    public long writes() {
      return requests;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private final Table table = new Table();

  private IpvsClient look() throws IpvsException {
    looks++;
    if (!loaded) {
      throw new IpvsUnavailableException(
          "no IPVS: modprobe ip_vs", ENOENT, new IOException("no such family"));
    }
    return table;
  }

  @Test
  @DisplayName("without IPVS the table is empty, and the kernel is not asked again each time")
  void absent() throws Exception {
    IpvsOnDemand client = IpvsOnDemand.open(this::look, false);

    assertEquals(IpvsTable.EMPTY, client.read().table());
    assertEquals(IpvsTable.EMPTY, client.read().table());
    assertEquals(0, client.requests());
    assertEquals(0, client.writes());
    client.close();

    assertEquals(1, looks);
  }

  @Test
  @DisplayName("who needs it is told why there is none, at the start and whenever it is demanded")
  void needed() throws Exception {
    IpvsOnDemand client = IpvsOnDemand.open(this::look, false);

    String message = "no IPVS: modprobe ip_vs";
    assertEquals(
        message,
        assertThrows(IpvsUnavailableException.class, () -> IpvsOnDemand.open(this::look, true))
            .getMessage());
    assertEquals(
        message, assertThrows(IpvsUnavailableException.class, client::demand).getMessage());
    assertThrows(IpvsUnavailableException.class, () -> client.apply(List.of()));
  }

  @Test
  @DisplayName("a module that was loaded meanwhile is found when it is demanded, and kept")
  void loadedLater() throws Exception {
    IpvsOnDemand client = IpvsOnDemand.open(this::look, false);
    loaded = true;

    client.demand();
    client.demand();

    assertThrows(IllegalStateException.class, client::read);
    assertEquals(2, looks);
    client.close();
    assertEquals(true, table.closed);
  }
}

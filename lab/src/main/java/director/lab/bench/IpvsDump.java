// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import director.ipvs.IpvsClient;
import director.ipvs.IpvsSnapshot;
import director.ipvs.netlink.NetlinkIpvsClient;
import director.ipvs.table.IpvsChange;
import director.ipvs.table.IpvsReconciler;
import director.ipvs.table.IpvsTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * How long it takes to read a table with its counters, beside ipvsadm; to find one weight that
 * differs; and the memory it takes to hold it.
 */
public final class IpvsDump {
  private static final int WARM_UPS = 30;

  private IpvsDump() {}

  public static void main(String... arguments) throws IOException, InterruptedException {
    Options options = Options.parse(arguments).allow("runs", "shapes", "memory");
    Report report =
        new Report(
            options,
            "ipvs-dump",
            "services x servers",
            "n",
            "read: least ms",
            "median / worst",
            "ipvsadm -Ln: least ms",
            "median / worst",
            "times ours: least",
            "median",
            "-Ln --stats: median / worst",
            "times ours",
            "compare: median / worst",
            "changes");
    try (IpvsClient client = NetlinkIpvsClient.open()) {
      for (String text : options.list("shapes", "1x10000,1000x10,2000x20")) {
        IpvsShape shape = IpvsShape.of(text);
        IpvsadmLoader.clear();
        new OurLoader(client).load(shape);
        measure(options, report, client, shape);
      }
      report.print();
      System.out.println(
          "read: services, real servers and counters. compare: with a table where one weight"
              + " differs.");
      IpvsShape shape = IpvsShape.of(options.text("memory", "2000x20"));
      IpvsadmLoader.clear();
      new OurLoader(client).load(shape);
      memory("nothing read", "0");
      memory(shape.label() + " read once", "1");
      memory(shape.label() + " read 20 times", "20");
      memory("the same, and as it should be", "20", shape.services() + "x" + shape.servers());
    }
  }

  private static void measure(Options options, Report report, IpvsClient client, IpvsShape shape)
      throws IOException, InterruptedException {
    IpvsTable other = shape.table(2);
    List<Double> read = new ArrayList<>();
    List<Double> list = new ArrayList<>();
    List<Double> listStatistics = new ArrayList<>();
    List<Double> compare = new ArrayList<>();
    int changes = 0;
    for (int run = -WARM_UPS; run < options.number("runs", 15); run++) {
      long begin = System.nanoTime();
      IpvsSnapshot snapshot = client.read();
      long middle = System.nanoTime();
      List<IpvsChange> difference =
          IpvsReconciler.diff(other, snapshot.table(), other.services().keySet());
      long end = System.nanoTime();
      if (run >= 0) {
        read.add((middle - begin) / 1e6);
        compare.add((end - middle) / 1e6);
        list.add(IpvsadmLoader.list("-Ln"));
        listStatistics.add(IpvsadmLoader.list("-Ln", "--stats"));
        changes = difference.size();
        ObjectNode sample = Report.sample();
        sample.put("shape", shape.label()).put("read", read.get(run));
        sample.put("compare", compare.get(run)).put("changes", changes);
        sample.put("ipvsadm", list.get(run)).put("ipvsadmStatistics", listStatistics.get(run));
        report.keep(sample);
      }
    }
    Figures ours = new Figures(read);
    Figures theirs = new Figures(list);
    Figures withStatistics = new Figures(listStatistics);
    report.row(
        shape.label(),
        Integer.toString(ours.count()),
        Figures.text(ours.least()),
        ours.toString(),
        Figures.text(theirs.least()),
        theirs.toString(),
        Figures.text(theirs.least() / ours.least()),
        Figures.text(theirs.median() / ours.median()),
        withStatistics.toString(),
        Figures.text(withStatistics.median() / ours.median()),
        new Figures(compare).toString(),
        Integer.toString(changes));
  }

  private static void memory(String what, String... arguments)
      throws IOException, InterruptedException {
    String[] said = JavaChild.say(IpvsMemory.class, arguments).split(" ", -1);
    System.out.printf(
        "memory, %s: used heap %s MB, resident %s MB%n",
        what, Figures.text(Double.parseDouble(said[0])), Figures.text(Double.parseDouble(said[1])));
  }
}

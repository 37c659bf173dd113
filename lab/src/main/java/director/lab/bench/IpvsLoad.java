// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import director.ipvs.IpvsClient;
import director.ipvs.netlink.NetlinkIpvsClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How fast an empty table is filled: by a process that has run for a while, by one that has just
 * started, and beside them by ipvsadm and by keepalived.
 */
public final class IpvsLoad {
  private static final IpvsShape SMALL = new IpvsShape(1, 1000);
  private static final int SMALL_WARM_UPS = 20;
  private static final int WARM_UPS = 3;

  private IpvsLoad() {}

  public static void main(String... arguments) throws IOException, InterruptedException {
    Options options = Options.parse(arguments).allow("runs", "shapes");
    Report report =
        new Report(
            options,
            "ipvs-load",
            "services x servers",
            "loader",
            "n",
            "least ms",
            "median / worst ms",
            "times directord's");
    Path directory = Files.createTempDirectory("ipvs-load");
    try (IpvsClient client = NetlinkIpvsClient.open()) {
      OurLoader ours = new OurLoader(client);
      warmUp(ours, SMALL, SMALL_WARM_UPS);
      List<IpvsLoader> loaders =
          List.of(
              ours,
              new ColdLoader(),
              new IpvsadmLoader(directory),
              new KeepalivedLoader(client, directory));
      for (String text : options.list("shapes", "1x1000,1x10000,1000x10")) {
        IpvsShape shape = IpvsShape.of(text);
        warmUp(ours, shape, WARM_UPS);
        measure(options, report, loaders, client, shape);
      }
    }
    report.print();
    System.out.println(
        "directord: reads, compares and writes, in a process that has done so before."
            + " first load: the same in a process that has just started and found IPVS.");
  }

  private static void warmUp(IpvsLoader loader, IpvsShape shape, int times)
      throws IOException, InterruptedException {
    for (int time = 0; time < times; time++) {
      IpvsadmLoader.clear();
      loader.load(shape);
    }
  }

  private static void measure(
      Options options, Report report, List<IpvsLoader> loaders, IpvsClient client, IpvsShape shape)
      throws IOException, InterruptedException {
    Map<String, List<Double>> times = new LinkedHashMap<>();
    for (int run = 0; run < options.number("runs", 3); run++) {
      for (IpvsLoader loader : loaders) {
        IpvsadmLoader.clear();
        double took = loader.load(shape);
        if (!client.read().table().equals(shape.table())) {
          throw new IOException(loader.name() + " has not loaded " + shape.label());
        }
        times.computeIfAbsent(loader.name(), name -> new ArrayList<>()).add(took);
        ObjectNode sample = Report.sample();
        sample.put("shape", shape.label()).put("loader", loader.name()).put("millis", took);
        report.keep(sample);
        Report.progress(shape.label() + " " + loader.name() + " " + Figures.text(took) + " ms");
      }
    }
    List<Double> medians = new ArrayList<>();
    times.forEach(
        (name, values) -> {
          Figures figures = new Figures(values);
          medians.add(figures.median());
          report.row(
              shape.label(),
              name,
              Integer.toString(figures.count()),
              Figures.text(figures.least()),
              figures.toString(),
              Figures.text(figures.median() / medians.get(0)));
        });
  }

  /** {@link IpvsCold} in a Java of its own, with the flags of this one. */
  private static final class ColdLoader implements IpvsLoader {
    @Override
    public String name() {
      return "directord, first load";
    }

    @Override
    public double load(IpvsShape shape) throws IOException, InterruptedException {
      String said = JavaChild.say(IpvsCold.class, shape.services() + "x" + shape.servers());
      String[] words = said.split(" ", -1);
      Report.progress("opened within " + Figures.text(Double.parseDouble(words[0])) + " ms");
      return Double.parseDouble(words[1]);
    }
  }
}

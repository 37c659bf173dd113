// SPDX-License-Identifier: Apache-2.0
package director.netlink.sysctl;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Kernel parameters of the network namespace of the calling thread.
 *
 * <p>Those of an interface are gone with it, and are others after it was renamed.
 */
public final class Sysctl {
  /** Of a value, in bytes: a page, which is as much as the kernel ever gives. */
  private static final int LONGEST = 4096;

  private final Path root;

  private Sysctl(Path root) {
    this.root = root;
  }

  public static Sysctl ofKernel() {
    return new Sysctl(Path.of("/proc/sys/net"));
  }

  /** For tests: files that stand for the kernel's. */
  public static Sysctl below(Path root) {
    return new Sysctl(root);
  }

  /**
   * The path of an IPv4 parameter of an interface.
   *
   * @param interfaceName also "all" or "default"
   * @param parameter such as "arp_ignore"
   */
  public static String ipv4(String interfaceName, String parameter) {
    return "ipv4/conf/" + segment(interfaceName) + "/" + segment(parameter);
  }

  /** The path of an IPv6 parameter of an interface, such as "disable_ipv6". */
  public static String ipv6(String interfaceName, String parameter) {
    return "ipv6/conf/" + segment(interfaceName) + "/" + segment(parameter);
  }

  /** As the kernel demands of names of interfaces. */
  private static String segment(String name) {
    if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('/') >= 0) {
      throw new IllegalArgumentException("\"" + name + "\" in the path of a kernel parameter");
    }
    return name;
  }

  /**
   * The present value.
   *
   * @param path below /proc/sys/net
   * @return empty when there is no such parameter, or no such interface any more
   */
  public Optional<String> read(String path) throws IOException {
    try (InputStream in = Files.newInputStream(root.resolve(path))) {
      // One read: the kernel gives what follows the first byte to nobody who asked for one byte
      // first, as Files.readString does of a file that says it is empty.
      return Optional.of(new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8).strip());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new IOException("read kernel parameter net/" + path + ": " + e.getMessage(), e);
    }
  }

  /**
   * Sets a value, and tells what it was: the kernel is not troubled when it was that already.
   *
   * @throws IOException when there is no such parameter, or the kernel does not let us set it
   */
  public SysctlChange set(String path, String value) throws IOException {
    String before =
        read(path).orElseThrow(() -> new IOException("there is no kernel parameter net/" + path));
    SysctlChange change = new SysctlChange(path, before, value);
    if (!change.isNone()) {
      write(path, value);
    }
    return change;
  }

  /**
   * Takes a change back.
   *
   * @return false if there was nothing to take back: the parameter is gone with its interface, or
   *     somebody else has set another value since, which stays
   */
  public boolean restore(SysctlChange change) throws IOException {
    Optional<String> present = read(change.path());
    if (change.isNone() || !present.equals(Optional.of(change.after()))) {
      return false;
    }
    write(change.path(), change.before());
    return true;
  }

  private void write(String path, String value) throws IOException {
    try {
      Files.writeString(
          root.resolve(path), value, StandardCharsets.UTF_8, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new IOException(
          "set kernel parameter net/" + path + " to " + value + ": " + e.getMessage(), e);
    }
  }
}

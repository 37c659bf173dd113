// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Takes the native libraries out of the jars: those of one architecture are laid into {@code
 * native}, all others are dropped, and so are jars that held nothing else; their licences stay. Our
 * own jars are written anew too.
 * {@code Natives LIB amd64|arm64 INSTANT}: the instant is the time of everything in a jar that is
 * written anew, so that the same jars come out of each build.
 */
final class Natives {
  /** Where jffi, JNA and netty keep them: the folder, or the end of the name, tells whose. */
  private static final Pattern NATIVE =
      Pattern.compile("(jni|com/sun/jna|META-INF/native)/.*\\.(so|a|dll|jnilib|dylib)");

  private static final Map<String, Pattern> OURS =
      Map.of(
          "amd64", Pattern.compile(".*(/x86_64-Linux/|/linux-x86-64/|_x86_64\\.so).*"),
          "arm64", Pattern.compile(".*(/aarch64-Linux/|/linux-aarch64/|_aarch_64\\.so).*"));

  private static final Pattern LICENCE = Pattern.compile("META-INF/(license/)?(LICENSE|NOTICE)[^/]*");

  private final Path lib;
  private final Pattern ours;
  private final LocalDateTime time;

  private Natives(Path lib, Pattern ours, LocalDateTime time) {
    this.lib = lib;
    this.ours = ours;
    this.time = time;
  }

  public static void main(String[] arguments) throws IOException {
    Path lib = Path.of(arguments[0]);
    LocalDateTime time = LocalDateTime.ofInstant(Instant.parse(arguments[2]), ZoneOffset.UTC);
    Natives natives = new Natives(lib, OURS.get(arguments[1]), time);
    Files.createDirectories(lib.resolve("native"));
    for (Path jar : jars(lib)) {
      natives.takeOutOf(jar);
    }
  }

  private static List<Path> jars(Path lib) throws IOException {
    try (Stream<Path> files = Files.list(lib)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  private void takeOutOf(Path jar) throws IOException {
    Path slim = jar.resolveSibling(jar.getFileName() + ".slim");
    boolean program;
    try (ZipFile in = new ZipFile(jar.toFile())) {
      Map<Boolean, List<ZipEntry>> entries =
          in.stream()
              .filter(entry -> !entry.isDirectory())
              .collect(Collectors.partitioningBy(entry -> isNative(entry)));
      if (entries.get(true).isEmpty() && entries.get(false).stream().noneMatch(Natives::isBuiltHere)) {
        return;
      }
      for (ZipEntry entry : entries.get(true)) {
        if (ours.matcher(entry.getName()).matches()) {
          copy(in, entry, lib.resolve("native"));
        }
      }
      program = entries.get(false).stream().anyMatch(entry -> !entry.getName().startsWith("META-INF/"));
      if (program) {
        write(in, entries.get(false), slim);
      } else {
        keepLicences(in, jar);
      }
    }
    if (program) {
      Files.move(slim, jar, StandardCopyOption.REPLACE_EXISTING);
    } else {
      Files.delete(jar);
    }
  }

  /** Maven's archiver writes down the mask of whoever builds. */
  private static boolean isBuiltHere(ZipEntry entry) {
    return entry.getName().startsWith("META-INF/maven/directord/");
  }

  private static boolean isNative(ZipEntry entry) {
    return NATIVE.matcher(entry.getName()).matches();
  }

  private void write(ZipFile in, List<ZipEntry> entries, Path slim) throws IOException {
    try (OutputStream file = Files.newOutputStream(slim);
        ZipOutputStream out = new ZipOutputStream(file)) {
      for (ZipEntry entry : entries) {
        ZipEntry copy = new ZipEntry(entry.getName());
        copy.setTimeLocal(time);
        out.putNextEntry(copy);
        try (InputStream bytes = in.getInputStream(entry)) {
          bytes.transferTo(out);
        }
      }
    }
  }

  private void keepLicences(ZipFile in, Path jar) throws IOException {
    String name = jar.getFileName().toString().replaceAll("-\\d.*", "");
    for (ZipEntry entry : in.stream().toList()) {
      if (LICENCE.matcher(entry.getName()).matches()) {
        copy(in, entry, lib.resolveSibling("licenses").resolve(name));
      }
    }
  }

  private static void copy(ZipFile in, ZipEntry entry, Path folder) throws IOException {
    Files.createDirectories(folder);
    Path name = Path.of(entry.getName()).getFileName();
    try (InputStream bytes = in.getInputStream(entry)) {
      Files.copy(bytes, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package director.netlink.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Keeps a thread from waiting for the processor or for memory. */
public final class RealTime {
  private static final int CALLING_THREAD = 0;
  private static final String VM_THREAD = "VM Thread";
  private static final int SCHED_FIFO = 1;
  private static final int SCHED_RESET_ON_FORK = 0x4000_0000;
  private static final int MCL_CURRENT = 1;
  private static final int MCL_FUTURE = 2;
  private static final int MCL_ONFAULT = 4;

  private RealTime() {}

  /**
   * Lets the calling thread go before all that have ordinary priority (sched_setscheduler(2),
   * SCHED_FIFO). Threads and processes that it starts are ordinary again.
   *
   * @param priority 1..99, higher goes first
   * @throws ErrnoException EPERM without CAP_SYS_NICE or RLIMIT_RTPRIO, or where the control group
   *     has no real-time budget; EINVAL for another priority
   */
  public static void fifo(int priority) throws ErrnoException {
    fifo(CALLING_THREAD, priority);
  }

  /**
   * The same for the JVM's own thread that stops all others and collects garbage ("VM Thread").
   * Whoever is real-time waits for it at each safepoint, so that without this any ordinary process
   * that keeps it from running keeps the real-time thread from running too.
   *
   * @param priority 1..99, that of the most urgent thread
   * @throws ErrnoException as above; ESRCH where the JVM has no such thread
   */
  public static void fifoOfVirtualMachine(int priority) throws ErrnoException {
    fifo(threadNamed(VM_THREAD), priority);
  }

  private static void fifo(int thread, int priority) throws ErrnoException {
    NativeBuffer parameters = new NativeBuffer(4);
    parameters.bytes().putInt(0, priority);
    LibC.check(
        "sched_setscheduler(SCHED_FIFO, " + priority + ")",
        LibC.INSTANCE.sched_setscheduler(
            thread, SCHED_FIFO | SCHED_RESET_ON_FORK, parameters.address()));
  }

  private static int threadNamed(String name) throws ErrnoException {
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
      for (Path thread : threads) {
        if (name.equals(nameOf(thread))) {
          return Integer.parseInt(thread.getFileName().toString());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the threads of this process cannot be listed", e);
    }
    throw new ErrnoException("find the thread \"" + name + "\"", Errno.ESRCH.intValue());
  }

  /** Empty if it has ended meanwhile. */
  private static String nameOf(Path thread) throws IOException {
    try {
      return Files.readString(thread.resolve("comm")).strip();
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  /**
   * Keeps every page of this process in memory from its first use on (mlockall(2)), so that no page
   * fault waits for a disk.
   *
   * <p>All that the process has mapped counts against RLIMIT_MEMLOCK, for a JVM gigabytes that it
   * never touches, and what does not fit later fails, such as the stack of a new thread. So it
   * takes CAP_IPC_LOCK, or no limit at all.
   *
   * @throws ErrnoException ENOMEM when the limit is smaller than what is mapped, EPERM when it is 0
   */
  public static void lockMemory() throws ErrnoException {
    LibC.check("mlockall", LibC.INSTANCE.mlockall(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT));
  }
}

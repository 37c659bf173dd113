// SPDX-License-Identifier: Apache-2.0
package director.netlink.linux;

import jnr.ffi.LastError;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Runtime;
import jnr.ffi.annotations.In;
import jnr.ffi.types.intptr_t;

/**
 * The C library's functions that we call; see section 2 of their manual pages. Not for use outside
 * this package: it is public because jnr-ffi implements it in a class loader of its own.
 *
 * <p>At most five parameters: on x86-64 jnr-ffi passes garbage as the sixth (its issue 181), so
 * sendmsg and recvmsg stand in for sendto and recvfrom.
 */
public interface LibC {
  LibC INSTANCE = LibraryLoader.create(LibC.class).load("c");
  Runtime RUNTIME = Runtime.getRuntime(INSTANCE);

  int socket(int domain, int type, int protocol);

  int bind(int fd, @intptr_t long address, int length);

  int getsockname(int fd, @intptr_t long address, @intptr_t long length);

  int setsockopt(int fd, int level, int option, @intptr_t long value, int length);

  long send(int fd, @intptr_t long buffer, long length, int flags);

  long sendmsg(int fd, @intptr_t long message, int flags);

  long recv(int fd, @intptr_t long buffer, long length, int flags);

  long recvmsg(int fd, @intptr_t long message, int flags);

  int poll(@intptr_t long pollfds, long count, int timeoutMillis);

  int close(int fd);

  long read(int fd, @intptr_t long buffer, long length);

  long write(int fd, @intptr_t long buffer, long length);

  int open(@In CharSequence path, int flags);

  int mkfifo(@In CharSequence path, int mode);

  int ioctl(int fd, long request, @intptr_t long argument);

  int epoll_create1(int flags);

  int epoll_ctl(int epoll, int operation, int fd, @intptr_t long event);

  int epoll_wait(int epoll, @intptr_t long events, int maxEvents, int timeoutMillis);

  int timerfd_create(int clock, int flags);

  int timerfd_settime(int fd, int flags, @intptr_t long value, @intptr_t long old);

  int eventfd(int initial, int flags);

  int clock_gettime(int clock, @intptr_t long value);

  int setns(int fd, int type);

  int unshare(int flags);

  int sched_setscheduler(int pid, int policy, @intptr_t long parameters);

  int mlockall(int flags);

  int madvise(@intptr_t long address, long length, int advice);

  int malloc_trim(long keep);

  int kill(int pid, int signal);

  int adjtimex(@intptr_t long timex);

  /** The error number of the calling thread's last failed call. */
  static int errno() {
    return LastError.getLastError(RUNTIME);
  }

  /**
   * Passes on a result that is not negative.
   *
   * @throws ErrnoException with {@code call} as the operation, if it is
   */
  static int check(String call, long result) throws ErrnoException {
    if (result < 0) {
      throw new ErrnoException(call, errno());
    }
    return (int) result;
  }
}

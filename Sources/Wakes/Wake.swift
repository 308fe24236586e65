import CLinux
import Glibc

/// What wakes a thread that waits in poll(2); any other may ring it, and any number of times.
package final class Wake: Sendable {
  /// Readable from the first ring until it is silenced; negative when the kernel has none left.
  package let descriptor: Int32

  /// One that nobody has rung.
  package init() { descriptor = kaunta_eventfd_open() }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Wakes whoever waits, now or next.
  package func ring() { kaunta_eventfd_ring(descriptor) }

  /// Takes all rings so far.
  package func silence() { kaunta_eventfd_silence(descriptor) }

  /// Waits until it rings, or one of these is readable, so long at most; it goes on ringing.
  ///
  /// - Returns: false when only the time went by.
  @discardableResult
  package func wait(milliseconds: Int32, or others: [Int32] = []) -> Bool {
    var descriptors = ([descriptor] + others).map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    return poll(&descriptors, nfds_t(descriptors.count), milliseconds) != 0
  }
}

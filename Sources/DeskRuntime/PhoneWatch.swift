import Desk
import NIOPosix
import Synchronization
import Terminal
import Wakes

/// Looks at a demo's phones a few times a second, and tells the screen what changed on them.
final class PhoneWatch: Sendable {
  private let phones: any DemoPhonesPort
  private let inbox: Inbox<DeskEvent>
  private let looking = NIOThreadPool(numberOfThreads: 1)
  private let answering = NIOThreadPool(numberOfThreads: 1)
  private let wake = Wake()
  private let isStopping = Atomic(false)

  init(phones: any DemoPhonesPort, inbox: Inbox<DeskEvent>) {
    self.phones = phones
    self.inbox = inbox
  }

  func start() {
    looking.start()
    answering.start()
    looking.submit { _ in self.run() }
  }

  /// Ends the threads; returns when they are gone.
  func stop() {
    isStopping.store(true, ordering: .sequentiallyConsistent)
    wake.ring()
    try? looking.syncShutdownGracefully()
    try? answering.syncShutdownGracefully()
  }

  /// Does what a customer does, on a thread of the phones', and then looks.
  func submit(_ work: @escaping @Sendable () -> Void) {
    answering.submit { state in
      guard state == .active else { return }
      work()
      self.wake.ring()
    }
  }

  private func run() {
    var shown: CustomersPhones?
    while !isStopping.load(ordering: .sequentiallyConsistent) {
      if let now = phones.look(), now != shown {
        shown = now
        inbox.post(.phonesChanged(now))
      }
      wake.wait(milliseconds: 250)
      wake.silence()
    }
  }
}

import CLinux
import Glibc
import Ledger
import Payments
import TestSupport
import Testing

/// Writers queue behind one lock; whoever waits long can say for whom, and commits are heard of.
struct WaitingTests {
  let home: LedgerHome

  init() throws { home = try LedgerHome() }

  /// Another program holds the lock: after two seconds this one says who, and goes on when it is let go.
  @Test func aSlowHolderIsNamed() throws {
    let ledger = try home.open(as: "process 1, till 1")
    let other = open(home.path + ".lock", O_RDWR | O_CLOEXEC)
    defer { close(other) }
    #expect(kaunta_lock_exclusively(other, 0) == 0)
    let name = Array("process 99, till 9\n".utf8)
    #expect(pwrite(other, name, name.count, 0) == name.count)
    ftruncate(other, off_t(name.count))
    #expect(ledger.slowHolder == nil)

    let draft = try home.draft()
    let outcomes = try together(
      [
        {
          try ledger.ask(draft)
          return nil
        },
        {
          defer { _ = kaunta_unlock(other) }
          try waitUntil("the holder is named") { ledger.slowHolder != nil }
          return ledger.slowHolder
        },
      ] as [@Sendable () throws -> String?])
    #expect(outcomes == [nil, "process 99, till 9"])
    #expect(ledger.slowHolder == nil, "nobody waits any more")
    #expect(try ledger.payment(draft.id) != nil)
  }

  @Test func aCommitRingsTheBell() throws {
    let ledger = try home.open()
    let bell = LedgerFiles(path: home.path, holder: "h").bellPath
    let watcher = LedgerBellWatcher(path: bell)
    let descriptor = try #require(watcher.descriptor)
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    #expect(poll(&waiting, 1, 0) == 0, "nobody has committed anything")
    try ledger.ask(try home.draft())
    #expect(poll(&waiting, 1, 10_000) == 1)
    watcher.drain()
    #expect(poll(&waiting, 1, 0) == 0, "one ring is heard once")
  }

  /// A poller that is woken asks for its turn; if that rang the bell, it would wake itself for ever.
  @Test func whoeverChangesNothingRingsNoBell() throws {
    let ledger = try home.open()
    let payment = try ledger.ask(try home.draft())
    try ledger.tell(payment.id, "1 sending", "2 accepted A", "70 asks q1 A")
    let watcher = LedgerBellWatcher(path: LedgerFiles(path: home.path, holder: "h").bellPath)
    let till = try #require(Till(2))
    let turn = try ledger.takeQueryTurn(
      payment.id, till: till, question: "q2", spacingMilliseconds: 12_000, at: at(71))
    #expect(turn == nil)
    #expect(try ledger.append([.sending(SendingStart(owner: "p"))], to: payment.id, at: at(72)).isKnown)
    #expect(try ledger.beginSending(payment.id, owner: "p", at: at(73)) == false)
    var waiting = pollfd(fd: try #require(watcher.descriptor), events: Int16(POLLIN), revents: 0)
    #expect(poll(&waiting, 1, 0) == 0)
  }

  @Test func filesHaveTheirMode() throws {
    let path = home.directory.path(of: "group.sqlite")
    _ = try LedgerDatabase(files: LedgerFiles(path: path, mode: 0o660, holder: "h"), binding: LedgerHome.binding) {
      "5a17"
    }
    var status = stat()
    #expect(stat(path, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o660)
  }

  /// Four writers for a while: each gets its turn and every commit is there.
  @Test func nobodyStarves() throws {
    let views = try (0..<4).map { try home.open(as: "process \($0)") }
    let drafts = try views.map { _ in try (0..<10).map { _ in try home.draft() } }
    _ = try together(zip(views, drafts).map { view, drafts in { for draft in drafts { try view.ask(draft) } } })
    #expect(try views[0].newestPayments(limit: 100).count == 40)
    #expect(try views[0].verify().problems == [])
  }
}

extension AppendOutcome {
  fileprivate var isKnown: Bool { if case .alreadyKnown = self { true } else { false } }
}

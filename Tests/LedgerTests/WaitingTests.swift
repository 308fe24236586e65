import CLinux
import Files
import Glibc
import Payments
import Synchronization
import TestSupport
import Testing

@testable import Ledger

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
    try write("process \(getpid()), till 9\n", into: other)
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
    #expect(outcomes == [nil, "process \(getpid()), till 9"])
    #expect(ledger.slowHolder == nil, "nobody waits any more")
    #expect(try ledger.payment(draft.id) != nil)
  }

  /// What stands in the lock's file was written by somebody who is gone, or who never had it: the kernel knows who has.
  @Test func onlyWhoTrulyHoldsItIsNamed() throws {
    let holder = open(home.path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    #expect(kaunta_lock_exclusively(holder, 0) == 0)
    let files = LedgerFiles(path: home.path, holder: "h")
    let holders = LedgerHolders(files)
    let own = "process \(getpid())"
    for lie in ["process 999999999, till 2", "sqlite3 (process 1)", "", "process", "process -1", "till 7"] {
      #expect(holders.ofLock(told: lie).hasSuffix("(\(own))"), "\(lie): \(holders.ofLock(told: lie))")
    }
    #expect(holders.ofLock(told: own + ", till 3") == own + ", till 3")
    // Closing it is not enough: a program that another test starts at this moment has it too, until it runs.
    #expect(kaunta_unlock(holder) == 0)
    close(holder)
    #expect(holders.ofLock(told: own + ", till 3") == "another program")
  }

  /// A command waits with a word and a limit, whatever it wants to write.
  @Test func patienceSaysWhomItWaitsForAndEnds() throws {
    let holder = open(home.path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    defer { close(holder) }
    try write("process \(getpid()), till 9\n", into: holder)
    var files = LedgerFiles(path: home.path, holder: "process 1, a command")
    let told = Mutex<[String]>([])
    files.patience = LockPatience(limitMilliseconds: { 2_600 }) { name, left in
      told.withLock { $0.append(left > 0 && left <= 600 ? name : "\(left)") }
    }
    func opens() throws { _ = try LedgerDatabase(files: files, binding: LedgerHome.binding) { "5a17" } }
    #expect(kaunta_lock_exclusively(holder, 0) == 0)
    #expect(throws: LedgerError.held(by: "process \(getpid()), till 9")) { try opens() }
    #expect(kaunta_unlock(holder) == 0)
    let ledger = try LedgerDatabase(files: files, binding: LedgerHome.binding) { "5a17" }
    #expect(kaunta_lock_exclusively(holder, 0) == 0)
    try write("process \(getpid()), till 9\n", into: holder)
    #expect(throws: LedgerError.held(by: "process \(getpid()), till 9")) { try ledger.checkWriting() }
    #expect(throws: LedgerError.self) { try ledger.copy(to: home.directory.path(of: "copy")) }
    #expect(told.withLock { $0 } == Array(repeating: "process \(getpid()), till 9", count: 3))
    #expect(try ledger.newestPayments(limit: 5).isEmpty, "reading waits for nobody")
  }

  /// Lines of the kernel's list as it writes them: who waits is no holder, and another file's lock is another's.
  @Test func theKernelsListIsReadAsItIs() throws {
    let text = """
      1: POSIX  ADVISORY  READ  300 fd:00:77 1073741826 1073742335
      2: FLOCK  ADVISORY  WRITE 100 fd:00:42 0 EOF
      2: -> FLOCK  ADVISORY  WRITE 200 fd:00:42 0 EOF
      3: FLOCK  ADVISORY  WRITE 400 fd:01:42 0 EOF
      4: FLOCK  ADVISORY  WRITE 500 fd:00:43 0 EOF
      5: LEASE  ACTIVE    READ  600 fd:00:42 0 EOF
      6: rubbish
      """
    var file = try #require(FileFacts(path: "/"))
    (file.device, file.inode) = (0xFD00, 42)
    let locks = KernelLocks(text: text)
    #expect(locks.holders(.flock, of: file) == [100])
    #expect(locks.holders(.range, of: file) == [])
    file.inode = 77
    #expect(locks.holders(.range, of: file) == [300])
    #expect(KernelLocks.deviceText(0xFD00) == "fd:00")
    #expect(KernelLocks.deviceText(0x1000_0815) == "08:10015")
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
      payment.id, till: till, question: "q2", spacingMilliseconds: 12_000, at: { at(71) })
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

private func write(_ text: String, into descriptor: Int32) throws {
  let bytes = Array(text.utf8)
  guard pwrite(descriptor, bytes, bytes.count, 0) == bytes.count, ftruncate(descriptor, off_t(bytes.count)) == 0 else {
    throw TestFailure("cannot write the holder's name")
  }
}

extension AppendOutcome {
  fileprivate var isKnown: Bool { if case .alreadyKnown = self { true } else { false } }
}

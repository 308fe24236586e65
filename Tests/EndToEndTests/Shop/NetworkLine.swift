import Foundation
import Glibc
import Synchronization
import TestSupport

/// A line on loopback between two programs, which a test can cut and mend.
///
/// Whoever calls ``address`` reaches the port that the line leads to, as long as the line is up.
final class NetworkLine: Sendable {
  /// What becomes of what is sent over it.
  enum Condition: Sendable {
    /// It arrives.
    case up
    /// Requests arrive; what is answered waits in the line.
    case holdingAnswers
    /// Nobody is there: new connections are refused, and those that stood are cut.
    case refusing
    /// Packets go out and nothing ever comes back: new connections never stand, and those that stood fall silent.
    case swallowing
  }

  /// What the test wants, and how much of it is so by now.
  fileprivate struct Wish {
    var condition = Condition.up
    var leadsTo: UInt16
    var isOver = false
    var asked = 0
    var inEffect = -1
  }

  /// The line's thread has it as long as it works, and the line does not need to be there for it.
  fileprivate final class Wishes: Sendable {
    let wish: Mutex<Wish>

    init(_ wish: Wish) { self.wish = Mutex(wish) }
  }

  /// What to call.
  let address: String
  private let wishes: Wishes
  /// A pipe: the thread waits at one end, and a byte at the other wakes it.
  private let bell: Int32

  /// A line that is up.
  init(to port: UInt16) throws {
    var doorPort: UInt16 = 0
    var door: Int32 = -1
    for _ in 0..<5 where door < 0 {
      doorPort = try Loopback.freePort()
      door = Loopback.boundSocket(port: doorPort)
    }
    guard door >= 0 else { throw TestFailure("no port for a line") }
    address = "http://127.0.0.1:\(doorPort)"
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw TestFailure("no pipe for a line") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    bell = ends[1]
    wishes = Wishes(Wish(leadsTo: port))
    Thread.detachNewThread { [wishes, door, doorPort, bell = ends[0]] in
      NetworkLineWork(door: door, doorPort: doorPort, bell: bell).run(wishes)
    }
  }

  deinit {
    wishes.wish.withLock { $0.isOver = true }
    close(bell)
  }

  /// The port that answers at the other end, from now on.
  func leads(to port: UInt16) throws { try change { $0.leadsTo = port } }

  /// Waits until it is so.
  func become(_ condition: Condition) throws { try change { $0.condition = condition } }

  private func change(_ body: (inout Wish) -> Void) throws {
    let asked = wishes.wish.withLock { wish in
      body(&wish)
      wish.asked += 1
      return wish.asked
    }
    _ = write(bell, "!", 1)
    try waitUntil("the line is as wished") { wishes.wish.withLock { $0.inEffect >= asked } }
  }
}

/// The thread of a line: everything in it belongs to that thread.
private final class NetworkLineWork {
  /// A connection: the caller's end, and the one to the port that the line leads to.
  private struct Pair {
    let caller: Int32
    let callee: Int32
    var calleeIsDone = false
    var callerIsDone = false
    var isOver: Bool { calleeIsDone && callerIsDone }
  }

  private let door: Int32
  private let doorPort: UInt16
  private let bell: Int32
  private var condition = NetworkLine.Condition.refusing
  private var pairs: [Pair] = []
  /// Connections that keep the door's queue full, so that the kernel drops who comes after them.
  private var fillers: [Int32] = []

  init(door: Int32, doorPort: UInt16, bell: Int32) {
    self.door = door
    self.doorPort = doorPort
    self.bell = bell
  }

  /// Works until the line is over.
  func run(_ wishes: NetworkLine.Wishes) {
    while true {
      let wish = wishes.wish.withLock(\.self)
      if wish.isOver { break }
      if wish.condition != condition { become(wish.condition) }
      wishes.wish.withLock { $0.inEffect = wish.asked }
      turn(wish.leadsTo)
    }
    for pair in pairs { close(pair) }
    for descriptor in fillers + [door, bell] { Glibc.close(descriptor) }
  }

  private func become(_ wished: NetworkLine.Condition) {
    for filler in fillers { Glibc.close(filler) }
    fillers = []
    condition = wished
    switch wished {
    case .up, .holdingAnswers: precondition(listen(door, 64) == 0, "nobody can listen on the line's port again")
    case .refusing:
      // The port stays ours, and nobody listens on it.
      shutdown(door, Int32(SHUT_RD))
      for pair in pairs { close(pair) }
      pairs = []
    case .swallowing:
      precondition(listen(door, 0) == 0, "nobody can listen on the line's port again")
      fillers = (0..<4).map { _ in Loopback.connecting(port: doorPort, waits: false) }
    }
  }

  private func turn(_ port: UInt16) {
    var watched = [pollfd(fd: bell, events: Int16(POLLIN), revents: 0)]
    let takes = condition == .up || condition == .holdingAnswers
    if takes {
      watched.append(pollfd(fd: door, events: Int16(POLLIN), revents: 0))
      for pair in pairs {
        watched.append(pollfd(fd: pair.callerIsDone ? -1 : pair.caller, events: Int16(POLLIN), revents: 0))
        let isHeard = condition == .up && !pair.calleeIsDone
        watched.append(pollfd(fd: isHeard ? pair.callee : -1, events: Int16(POLLIN), revents: 0))
      }
    }
    guard poll(&watched, nfds_t(watched.count), -1) > 0 else { return }
    var rung = [UInt8](repeating: 0, count: 16)
    if watched[0].revents != 0 { _ = read(bell, &rung, rung.count) }
    guard takes else { return }
    for index in pairs.indices {
      if watched[2 + 2 * index].revents != 0 {
        pairs[index].callerIsDone = !Self.pass(from: pairs[index].caller, to: pairs[index].callee)
      }
      if watched[3 + 2 * index].revents != 0 {
        pairs[index].calleeIsDone = !Self.pass(from: pairs[index].callee, to: pairs[index].caller)
      }
    }
    for pair in pairs where pair.isOver { close(pair) }
    pairs.removeAll { $0.isOver }
    if watched[1].revents != 0 { takeCaller(port) }
  }

  private func takeCaller(_ port: UInt16) {
    let caller = accept(door, nil, nil)
    guard caller >= 0 else { return }
    _ = fcntl(caller, F_SETFD, FD_CLOEXEC)
    let callee = Loopback.connecting(port: port, waits: true)
    if callee >= 0 { pairs.append(Pair(caller: caller, callee: callee)) } else { Glibc.close(caller) }
  }

  /// Passes on what is there; false at the end of it, which is passed on too.
  private static func pass(from: Int32, to: Int32) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 65536)
    let count = recv(from, &buffer, buffer.count, 0)
    if count > 0, send(to, buffer, count, Int32(MSG_NOSIGNAL)) == count { return true }
    shutdown(to, Int32(SHUT_WR))
    return false
  }

  private func close(_ pair: Pair) {
    Glibc.close(pair.caller)
    Glibc.close(pair.callee)
  }
}

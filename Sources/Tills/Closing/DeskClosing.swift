import Files
import Payments

/// One desk that is being closed, a turn at a time on the boot clock.
struct DeskClosing<Visit: DeskVisit> {
  private let till: Till
  private let visit: Visit?
  /// The account that has the desk.
  private let account: String?
  private let askedAt: Int64
  private var ending: DeskEnding
  private var waiting: Int?
  private var refused = false

  /// Asks for its end.
  ///
  /// - Parameter visit: nil where nobody listens at its door.
  init(
    _ till: Till, _ visit: Visit?, withinSeconds: Int, at now: Int64, nameOfAccount: (UInt32) -> String
  ) {
    self.till = till
    self.visit = visit
    account = visit.map { nameOfAccount($0.holder.userID) }
    askedAt = now
    ending = DeskEnding(askedAt: now)
    visit?.ask(.close(withinSeconds: withinSeconds))
  }

  /// Looks how far it is; nil while it goes on.
  mutating func turn(at now: Int64, isFree: () throws(FileError) -> Bool) throws(FileError) -> ClosingEnd? {
    hear(at: now)
    guard let visit else {
      return try isFree() ? closed(at: now) : .stillOpen(till, account: nil, why: .noDoor)
    }
    if refused { return .stillOpen(till, account: account, why: .notAllowed) }
    if try isFree() { return closed(at: now) }
    switch ending.step(at: now) {
    case .wait: return nil
    case .terminate: if visit.end(by: .terminate) { return nil }
    case .kill: if visit.end(by: .kill) { return nil }
    case .giveUp: return .stillOpen(till, account: account, why: .silent)
    }
    // It may have gone just before it was signalled.
    return try isFree() ? closed(at: now) : .stillOpen(till, account: account, why: .silent)
  }

  private func closed(at now: Int64) -> ClosingEnd {
    .closed(till, account: account, ending.means, afterSeconds: (now - askedAt) / 1_000, waiting: waiting)
  }

  private mutating func hear(at now: Int64) {
    guard let visit else { return }
    while case .answer(let answer) = visit.hear() {
      switch answer {
      case .ends(let seconds): ending.promised(inMilliseconds: Int64(seconds) * 1_000, at: now)
      case .ended(let left): waiting = left
      case .refused: refused = true
      case .facts: break
      }
    }
  }
}

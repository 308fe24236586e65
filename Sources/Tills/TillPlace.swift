import Files
import Payments

/// The tills of a home, as whoever takes one, lists them or closes desks needs them; tests hand in others.
package protocol TillPlace {
  associatedtype Lock
  associatedtype Visit: DeskVisit

  /// The tills that ever had a desk, in their order.
  func tills() throws(FileError) -> [Till]
  /// Who has a till, by its file; nil where no desk has it.
  func holder(of till: Till) throws(FileError) -> String?
  /// Takes a till, without waiting.
  func take(_ till: Till) throws(FileError) -> Taken<Lock>
  /// Knocks at the desk that has a till; nil where nobody listens.
  func visit(_ till: Till) -> Visit?
}

extension TillPlace {
  /// No desk has it.
  func isFree(_ till: Till) throws(FileError) -> Bool { try holder(of: till) == nil }
}

/// What came of wanting a till.
package enum Taken<Lock> {
  /// It is ours until the last reference to the lock goes.
  case ours(Lock)
  /// A desk has it; the name that stands in the file, which whoever may write there may have written.
  case taken(holder: String?)
}

/// A visit to a running desk.
package protocol DeskVisit {
  /// Who has the desk, by the kernel.
  var holder: LocalPeer { get }
  /// What the desk is doing, and whether the asker may take it over; nil when it does not say within two seconds.
  func facts() -> (facts: DeskFacts, takeOver: TillRights.Answer)?
  /// Asks something; false when the desk takes no question.
  @discardableResult func ask(_ question: DoorQuestion) -> Bool
  /// What came from the desk since; never waits.
  func hear() -> DoorVisit.Heard
  /// Signals the desk's process; false where that is not allowed, or where it is gone.
  @discardableResult func end(by force: DoorVisit.Force) -> Bool
}

extension DoorVisit: DeskVisit {
  package func hear() -> Heard { hear(waitMilliseconds: 0) }
  package func facts() -> (facts: DeskFacts, takeOver: TillRights.Answer)? { facts(waitMilliseconds: 2_000) }
}

/// The tills of a home on this machine.
package struct HomeTills: TillPlace {
  private let locks: Directory<FileError>
  private let mode: UInt32
  private let name: String

  /// Opens the home's directory with one lock a till.
  ///
  /// - Parameters:
  ///   - mode: of what is made there.
  ///   - name: what stands in a lock that is taken.
  package init(_ directory: String, mode: UInt32, holder name: String) throws(FileError) {
    locks = try Directory<FileError>.open(path: directory, label: "locks", calls: CheckedCalls())
    self.mode = mode
    self.name = name
  }

  package func tills() throws(FileError) -> [Till] { try TillLock.tills(in: locks) }

  package func holder(of till: Till) throws(FileError) -> String? { try TillLock.holder(of: till, in: locks) }

  package func take(_ till: Till) throws(FileError) -> Taken<TillLock> {
    try TillLock.take(till, in: locks, mode: mode, holder: name)
  }

  package func visit(_ till: Till) -> DoorVisit? { DoorVisit(at: till, in: locks) }

  /// Opens the door of a till that is held.
  package func door(
    of till: Till, rights: TillRights, shares: @escaping (UInt32) -> Bool
  ) throws(FileError) -> TillDoor {
    try TillDoor(of: till, in: locks, mode: mode, rights: rights, shares: shares)
  }

  /// Tills at which a desk is open.
  package func open() throws(FileError) -> [Till] {
    var open: [Till] = []
    for till in try tills() where try !isFree(till) { open.append(till) }
    return open
  }
}
